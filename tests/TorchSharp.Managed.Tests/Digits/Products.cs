// Matrix products of many shapes and layouts. Each product of two plain matrices is also computed by three loops, and must be the same bits: here, and in each place
// where the fixed program runs.

using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Digits;

internal static class Products
{
    public static IEnumerable<(int M, int K, int N)> Shapes()
    {
        foreach (var m in (int[])[1, 2, 5, 7, 8, 13])
        {
            foreach (var n in (int[])[1, 15, 16, 17, 31, 32, 33, 65])
            {
                foreach (var k in (int[])[0, 1, 2, 9, 22])
                {
                    yield return (m, k, n);
                }
            }
        }

        yield return (300, 129, 257);
        yield return (5, 1300, 37);
        yield return (1, 1300, 300);
    }

    /// <summary>Past one block and past two blocks of k, and around the width of the tiles.</summary>
    public static IEnumerable<(int M, int K, int N)> LongShapes() =>
        from k in (int[])[511, 512, 513, 1024, 1300]
        from size in ((int M, int N)[])[(1, 1), (1, 17), (5, 37), (9, 8), (70, 33)]
        select (size.M, k, size.N);

    public static IEnumerable<Tensor> All() => Shapes().Select(s => SameAsThreeLoops<float>(s.M, s.K, s.N)).Concat(Layouts());

    /// <summary>Whole panels, and rows that no tile divides, in the first block of k and in those added to it. A half panel behind a whole one: 96 columns with 512 bits, 24 with 128.</summary>
    public static IEnumerable<(int M, int K, int N)> OverlappingShapes() => [(70, 1300, 96), (14, 600, 32), (8, 600, 160), (7, 513, 64), (19, 530, 24)];

    public static IEnumerable<Tensor> Overlapping()
    {
        Tensor a = (Fill(70, 600) * 1000).to(int64), b = (Fill(600, 96) * 1000).to(int64);
        return OverlappingShapes().SelectMany(s => (Tensor[])[SameAsThreeLoops<float>(s.M, s.K, s.N), SameAsThreeLoops<double>(s.M, s.K, s.N)]).Concat([a.matmul(b), a.to(int32).matmul(b.to(int32))]);
    }

    public static IEnumerable<Tensor> Doubles() => Shapes().Concat(LongShapes()).Select(s => SameAsThreeLoops<double>(s.M, s.K, s.N));

    public static Tensor SameAsThreeLoops<T>(int m, int k, int n) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor a = Fill(m, k).to_type(Type<T>()), b = Fill(k, n).to_type(Type<T>());
        var product = a.matmul(b);
        var expected = MatMulNaive.Run<T>(a.data<T>().ToArray(), b.data<T>().ToArray(), m, n, k);
        foreach (var (layout, x, y) in ((string, Tensor, Tensor)[])[("", a, b), ("ᵀ of the first", a.mT.contiguous().mT, b), ("ᵀ of the second", a, b.mT.contiguous().mT)])
        {
            var actual = x.matmul(y).data<T>().ToArray();
            for (var i = 0; i < expected.Length; i++)
            {
                var same = expected[i] == actual[i] && T.IsNegative(expected[i]) == T.IsNegative(actual[i]);
                Assert.True(same, $"{typeof(T).Name} ({m},{k}) @ ({k},{n}) {layout}, element {i}: three loops {expected[i]:R}, the kernel {actual[i]:R}");
            }
        }

        return product;
    }

    private static ScalarType Type<T>() => typeof(T) == typeof(double) ? float64 : float32;

    private static IEnumerable<Tensor> Layouts()
    {
        Tensor x = Fill(6, 35, 21), y = Fill(6, 35, 21), w = Fill(21, 40);
        return [x.matmul(y.mT), x.mT.matmul(y), x.matmul(w), x[0].matmul(w[.., 3]), x[0, 0].matmul(w), x.unsqueeze(1).matmul(y.mT.unsqueeze(0))[2, 3],
            x.slice(1, 0, 35, 2).matmul(w.slice(1, 1, 40, 3)), x.to(float64).matmul(y.to(float64).mT), (x * 1000).to(int64).matmul((w * 1000).to(int64)), w.expand(3, 21, 40).matmul(w.mT)];
    }

    private static Tensor Fill(params long[] shape)
    {
        var count = shape.Aggregate(1L, (a, b) => a * b);
        return (arange(count, float32) * 0.7).sin().reshape(shape);
    }
}
