// The matrix product as its definition reads: loops over rows, columns, blocks of k, and k. Not for use: it is the oracle of MatMul, which must give the same bits.

using System.Numerics;

namespace TorchSharp;

internal static class MatMulNaive
{
    /// <summary>(M,K) @ (K,N) -> (M,N), all row-major.</summary>
    internal static T[] Run<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int m, int n, int k) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var result = new T[m * n];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = T.Zero;
                for (var block = 0; block == 0 || block < k; block += MatMul.DepthAtOnce)
                {
                    var part = T.Zero;
                    for (var l = block; l < Math.Min(k, block + MatMul.DepthAtOnce); l++)
                    {
                        part = T.FusedMultiplyAdd(a[i * k + l], b[l * n + j], part);
                    }
                    sum = block == 0 ? part : sum + part;
                }
                result[i * n + j] = sum;
            }
        }
        return result;
    }
}
