// Matrix products of many shapes and layouts. Each float32 product of two plain matrices is also computed by three loops, and must be the same bits: here, and
// in each place where the fixed program runs.

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

    public static IEnumerable<Tensor> All() => Shapes().Select(s => SameAsThreeLoops(s.M, s.K, s.N)).Concat(Layouts());

    public static Tensor SameAsThreeLoops(int m, int k, int n)
    {
        Tensor a = Fill(m, k), b = Fill(k, n);
        var product = a.matmul(b);
        var expected = MatMulNaive.Run(a.data<float>().ToArray(), b.data<float>().ToArray(), m, n, k);
        foreach (var (layout, x, y) in ((string, Tensor, Tensor)[])[("", a, b), ("ᵀ of the first", a.mT.contiguous().mT, b), ("ᵀ of the second", a, b.mT.contiguous().mT)])
        {
            var actual = x.matmul(y).data<float>().ToArray();
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.True(BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]), $"({m},{k}) @ ({k},{n}) {layout}, element {i}: three loops {expected[i]:G9}, the kernel {actual[i]:G9}");
            }
        }

        return product;
    }

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
