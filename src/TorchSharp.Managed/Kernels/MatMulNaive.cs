// The matrix product as its definition reads: loops over rows, columns, blocks of k, and k. Not for use: it is the oracle of MatMul, which must give the same bits.

namespace TorchSharp;

internal static class MatMulNaive
{
    /// <summary>(M,K) @ (K,N) -> (M,N), all row-major.</summary>
    internal static float[] Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int m, int n, int k)
    {
        var result = new float[m * n];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = 0f;
                for (var block = 0; block == 0 || block < k; block += MatMul.DepthAtOnce)
                {
                    var part = 0f;
                    for (var l = block; l < Math.Min(k, block + MatMul.DepthAtOnce); l++)
                    {
                        part = MathF.FusedMultiplyAdd(a[i * k + l], b[l * n + j], part);
                    }
                    sum = block == 0 ? part : sum + part;
                }
                result[i * n + j] = sum;
            }
        }
        return result;
    }
}
