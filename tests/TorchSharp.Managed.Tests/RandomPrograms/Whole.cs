// A tensor of integers or truths in naive code: its type, and the numbers in row-major order, each wrapped into its type.

namespace TorchSharp.Managed.Tests.RandomPrograms;

internal sealed record Whole(torch.ScalarType Type, long[] Shape, long[] Data)
{
    /// <summary>A tensor whose element at each place is what the function says of the place.</summary>
    public static Whole Of(torch.ScalarType type, long[] shape, Func<long[], long> element) =>
        new(type, shape, [.. Enumerable.Range(0, (int)Count(shape)).Select(i => Wrapped(type, element(Place(shape, i))))]);

    public long At(long[] place) => Data[Shape.Select((_, d) => d).Aggregate(0L, (at, d) => at * Shape[d] + place[d])];

    /// <summary>The element at a place of a broadcast shape.</summary>
    public long Broadcast(long[] place) => At([.. Shape.Select((size, d) => size == 1 ? 0 : place[place.Length - Shape.Length + d])]);

    /// <summary>The elements along a dimension, at the place's other coordinates.</summary>
    public long[] Line(long[] place, int d) => [.. Enumerable.Range(0, (int)Shape[d]).Select(i => At([.. place[..d], i, .. place[(d + 1)..]]))];

    public torch.Tensor ToTensor() => torch.tensor(Data, Shape).to(Type);

    private static long Wrapped(torch.ScalarType type, long value) => type switch { torch.ScalarType.Int32 => (int)value, torch.ScalarType.Bool => value != 0 ? 1 : 0, _ => value };

    private static long Count(long[] shape) => shape.Aggregate(1L, (n, size) => n * size);

    private static long[] Place(long[] shape, long i)
    {
        var place = new long[shape.Length];
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            (place[d], i) = (i % shape[d], i / shape[d]);
        }
        return place;
    }
}
