// Numbers from everywhere in the range of a float: bit patterns at even distances (subnormals, huge ones, NaN among them), numbers of everyday size, and edges.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Digits;

internal static class Wide
{
    private static readonly double[] s_edges = [0, -0.0, 1, -1, 0.5, 2, 88.7, -103.9, 709.7, -745.1, 1e5, 4294967297, 1e22, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static Tensor Singles(int count)
    {
        var patterns = Enumerable.Range(0, count).Select(i => BitConverter.UInt32BitsToSingle((uint)i * (uint.MaxValue / (uint)count) + 12345));
        return tensor([.. patterns, .. Everyday(count).Select(x => (float)x), .. s_edges.Select(x => (float)x), float.Epsilon, float.MaxValue, 1e-40f]);
    }

    public static Tensor Doubles(int count)
    {
        var patterns = Enumerable.Range(0, count).Select(i => BitConverter.UInt64BitsToDouble((ulong)i * (ulong.MaxValue / (ulong)count) + 123456789));
        return tensor([.. patterns, .. Everyday(count), .. s_edges, double.Epsilon, double.MaxValue, 1e-310]);
    }

    private static IEnumerable<double> Everyday(int count) => Enumerable.Range(0, count).Select(i => (i - count / 2) * 0.0317 + 1e-9);
}
