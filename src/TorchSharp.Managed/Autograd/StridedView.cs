// Where the elements of a view lie among those of its base (the tensor, itself no view, that owns the history), for gradients that must cross between the two
// after the one or the other was written to in place. Sizes, strides and the distance of the first elements say it all, however many views lay in between.

using static TorchSharp.torch;

namespace TorchSharp;

/// <param name="Offset">From the base's first element to the view's, in elements.</param>
internal sealed record StridedView(long[] BaseSizes, long[] BaseStrides, long[] Sizes, long[] Strides, long Offset)
{
    internal static StridedView Of(Tensor view, Tensor of) => new(of.Sizes, of.Strides, view.Sizes, view.Strides, view.Offset - of.Offset);

    /// <summary>Of a tensor in the base's shape the elements that the view shows.</summary>
    internal Tensor Read(Tensor whole)
    {
        var result = Elements.Copy(Seen(LaidOut(whole)), whole.dtype);
        return Node.Record("as_strided", result, [whole], (_, g) => [Spread(g)]);
    }

    /// <summary>The elements of a tensor in the view's shape at their places, and zeros elsewhere: the gradient of <see cref="Read"/>. What a view repeats (expand) adds up.</summary>
    internal Tensor Spread(Tensor part)
    {
        var repeated = Enumerable.Range(0, Sizes.Length).Where(d => Strides[d] == 0 && Sizes[d] != 1).ToArray();
        if (repeated.Length > 0)
        {
            long[] once = [.. Sizes.Select((size, d) => repeated.Contains(d) ? 1 : size)];
            return (this with { Sizes = once }).Spread(part.SumTo(once));
        }
        var whole = Zeros(part.dtype);
        Elements.CopyInto(part, Seen(whole));
        return Node.Record("gradient of as_strided", whole, [part], (_, g) => [Read(g)]);
    }

    /// <summary>A tensor in the base's shape with zeros where the view lies.</summary>
    internal Tensor Without(Tensor whole)
    {
        var result = LaidOut(whole);
        Elements.CopyInto(zeros([], whole.dtype), Seen(result));
        return Node.Record("zeros in a view", result, [whole], (_, g) => [Without(g)]);
    }

    /// <summary>A copy with the base's strides, so that the view's strides fit it.</summary>
    private Tensor LaidOut(Tensor whole)
    {
        var copy = Zeros(whole.dtype);
        Elements.CopyInto(whole, copy);
        return copy;
    }

    private Tensor Zeros(ScalarType dtype)
    {
        var last = BaseSizes.Zip(BaseStrides, (size, stride) => Math.Max(0, size - 1) * stride).Sum();
        var memory = Tensor.New([last + 1], dtype, zeroed: true);
        return new Tensor(memory.Storage, 0, BaseSizes, BaseStrides, dtype);
    }

    private Tensor Seen(Tensor whole) => new(whole.Storage, whole.Offset + Offset, Sizes, Strides, whole.dtype);
}
