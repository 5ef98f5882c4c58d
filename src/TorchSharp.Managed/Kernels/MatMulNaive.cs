// The matrix product as its definition reads: three loops. Not for use: it is the oracle of MatMul, which must give the same bits.

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
                for (var l = 0; l < k; l++)
                {
                    sum = MathF.FusedMultiplyAdd(a[i * k + l], b[l * n + j], sum);
                }
                result[i * n + j] = sum;
            }
        }
        return result;
    }
}
