// Draws by chance and weight, and order among numbers with ties, for the fixed program.

using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Digits;

internal static class Choices
{
    public static IEnumerable<Tensor> Draws()
    {
        manual_seed(43);
        return new[] { float32, float64 }.SelectMany(type => Lengths().SelectMany(length => Draws(length, type))).ToArray();
    }

    public static IEnumerable<Tensor> Order() =>
        from type in (ScalarType[])[float32, float64, int64, int32]
        from length in Lengths()
        from result in Order(length, type)
        select result;

    private static int[] Lengths() => [1, 2, 7, 15, 16, 17, 31, 33, 100, 1000];

    private static Tensor[] Draws(int length, ScalarType type)
    {
        var chances = (arange(length, type) * 0.7).sin().square();
        return
        [
            chances.bernoulli(), zeros(length, dtype: type).bernoulli_(0.3), F.dropout(chances, 0.1), randint(0, 1L << 40, [length]),
            multinomial(chances + 0.01, length), multinomial(chances + 0.01, 3 * length, replacement: true), multinomial((chances + 0.01).expand(3, length), 1),
        ];
    }

    private static IEnumerable<Tensor> Order(int length, ScalarType type)
    {
        var x = ((arange(3 * length, float64) * 0.7).sin() * 20).to(type).reshape(3, length);
        Tensor[] columns = [x.sort(0).Values, x.sort(0).Indices, x.argsort(1, descending: true)];
        foreach (var k in (int[])[1, (length + 1) / 2, length])
        {
            columns = [.. columns, x.topk(k).values, x.topk(k).indexes, x.topk(k, 1, false).indexes];
        }
        return [.. columns, x.max(1).indexes, x.min(1).indexes, x.unique().output];
    }
}
