// Rows of a table, looked up by index, and their gradients added back. The additions go through the tokens in order on one thread: two tokens may name one row.

using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class EmbeddingRows
{
    /// <summary>result (tokens, n): row i is row indices[i] of the table.</summary>
    internal static void LookUp(Tensor table, ReadOnlySpan<long> indices, Tensor result, int n)
    {
        var bytes = n * (int)table.ElementSize;
        ref var from = ref table.dtype == ScalarType.Float32 ? ref Unsafe.As<float, byte>(ref table.At<float>()) : ref Unsafe.As<double, byte>(ref table.At<double>());
        ref var to = ref result.dtype == ScalarType.Float32 ? ref Unsafe.As<float, byte>(ref result.At<float>()) : ref Unsafe.As<double, byte>(ref result.At<double>());
        for (var i = 0; i < indices.Length; i++)
        {
            Unsafe.CopyBlockUnaligned(ref Unsafe.Add(ref to, (nint)i * bytes), ref Unsafe.Add(ref from, (nint)indices[i] * bytes), (uint)bytes);
        }
        GC.KeepAlive(table);
        GC.KeepAlive(result);
    }

    /// <summary>table[indices[i]] += g[i], except where the index is the padding's.</summary>
    internal static void AddBack(Tensor g, ReadOnlySpan<long> indices, Tensor table, int n, long padding)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] == padding)
            {
                continue;
            }
            if (table.dtype == ScalarType.Float32)
            {
                Columns.Add(ref g.At<float>((long)i * n), ref table.At<float>(indices[i] * n), n);
            }
            else
            {
                Columns.Add(ref g.At<double>((long)i * n), ref table.At<double>(indices[i] * n), n);
            }
        }
        GC.KeepAlive(g);
        GC.KeepAlive(table);
    }
}
