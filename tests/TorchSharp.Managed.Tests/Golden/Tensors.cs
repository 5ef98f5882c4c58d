// Between golden values and tensors: build one with its views, read one back, and the fixed weights w of sum(out*w).

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal static class Tensors
{
    public static Tensor Build(GoldenTensor t) => t.DType switch
    {
        "float32" => tensor(Array.ConvertAll(t.Data, x => (float)x), t.Shape),
        "float64" => tensor(t.Data, t.Shape),
        "int64" => tensor(Array.ConvertAll(t.Data, x => (long)x), t.Shape),
        "int32" => tensor(Array.ConvertAll(t.Data, x => (int)x), t.Shape),
        "bool" => tensor(Array.ConvertAll(t.Data, x => x != 0), t.Shape),
        _ => throw new FormatException("No such dtype here: " + t.DType),
    };

    public static ScalarType DType(string name) => name switch
    {
        "float32" => ScalarType.Float32,
        "float64" => ScalarType.Float64,
        "int64" => ScalarType.Int64,
        "int32" => ScalarType.Int32,
        "bool" => ScalarType.Bool,
        _ => throw new FormatException("No such dtype here: " + name),
    };

    /// <summary>"transpose 0 1", "slice 1 0 8 2", "select 0 1", "expand 3 4": real views, whose strides the tests compare with PyTorch's.</summary>
    public static Tensor View(Tensor x, string view)
    {
        var parts = view.Split(' ');
        var n = parts[1..].Select(long.Parse).ToArray();
        return parts[0] switch
        {
            "transpose" => x.transpose(n[0], n[1]),
            "slice" => x.slice(n[0], n[1], n[2], n[3]),
            "select" => x.select(n[0], n[1]),
            "expand" => x.expand(n),
            _ => throw new FormatException("No such view here: " + view),
        };
    }

    public static double[] Values(Tensor x)
    {
        var flat = x.detach().contiguous();
        return flat.dtype switch
        {
            ScalarType.Float32 => Array.ConvertAll(flat.data<float>().ToArray(), v => (double)v),
            ScalarType.Float64 => flat.data<double>().ToArray(),
            ScalarType.Int64 => Array.ConvertAll(flat.data<long>().ToArray(), v => (double)v),
            ScalarType.Int32 => Array.ConvertAll(flat.data<int>().ToArray(), v => (double)v),
            ScalarType.Bool => Array.ConvertAll(flat.data<bool>().ToArray(), v => v ? 1.0 : 0.0),
            _ => throw new NotSupportedException(flat.dtype.ToString()),
        };
    }

    /// <summary>w[i] = ((7 i + 3) mod 11 - 5) / 4 in row-major order.</summary>
    public static Tensor Weights(Tensor like)
    {
        var values = Enumerable.Range(0, (int)like.numel()).Select(i => ((7 * i + 3) % 11 - 5) / 4.0).ToArray();
        return Build(new GoldenTensor(like.dtype == ScalarType.Float64 ? "float64" : "float32", like.shape, values));
    }
}
