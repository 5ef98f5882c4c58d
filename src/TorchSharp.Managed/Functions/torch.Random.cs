// Random factories. The numbers are those of PyTorch's CPU generator after the same manual_seed.

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Uniform in [0, 1).</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand(size, dtype, device, requires_grad, generator);

    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand(size.ToArray(), dtype, device, requires_grad, generator);

    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand([size], dtype, device, requires_grad, generator);

    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand([rows, columns], dtype, device, requires_grad, generator);

    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand([dim0, dim1, dim2], dtype, device, requires_grad, generator);

    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator);

    public static Tensor rand(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand([size], dtype, device, requires_grad, generator);

    public static Tensor rand(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand([rows, columns], dtype, device, requires_grad, generator);

    public static Tensor rand(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand([dim0, dim1, dim2], dtype, device, requires_grad, generator);

    public static Tensor rand(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Rand([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator);

    /// <summary>Normal with mean 0 and variance 1.</summary>
    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn(size, dtype, device, requires_grad, generator);

    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn(size.ToArray(), dtype, device, requires_grad, generator);

    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn([size], dtype, device, requires_grad, generator);

    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn([rows, columns], dtype, device, requires_grad, generator);

    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn([dim0, dim1, dim2], dtype, device, requires_grad, generator);

    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator);

    public static Tensor randn(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn([size], dtype, device, requires_grad, generator);

    public static Tensor randn(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn([rows, columns], dtype, device, requires_grad, generator);

    public static Tensor randn(int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn([dim0, dim1, dim2], dtype, device, requires_grad, generator);

    public static Tensor randn(int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => Randn([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator);

    /// <summary>Uniform integers from 0 to before high, as Int64 unless another type is named.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, NotNull(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        ArgumentNullException.ThrowIfNull(size);
        if (high <= low)
        {
            throw Fail.Error($"randint: low {low} must be below high {high}");
        }
        var result = Fresh("randint", size, ScalarType.Int64, device, false, zeroed: false);
        var random = (generator ?? Generator.Default).Source;
        var range = (ulong)(high - low);
        foreach (ref var value in result.Span<long>())
        {
            value = low + (long)((range >= 1UL << 32 ? random.Next64() : random.Next32()) % range);
        }
        return result.As(dtype ?? ScalarType.Int64);
    }

    /// <summary>The numbers from 0 to n-1 in a random order.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var result = Fresh("randperm", [n], ScalarType.Int64, device, false, zeroed: false);
        var random = (generator ?? Generator.Default).Source;
        var values = result.Span<long>();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i;
        }
        for (var i = 0; i < values.Length - 1; i++)
        {
            var other = i + (int)(random.Next32() % (uint)(values.Length - i));
            (values[i], values[other]) = (values[other], values[i]);
        }
        return result.As(dtype ?? ScalarType.Int64);
    }

    /// <summary>The numbers from 0 to n-1 in a random order, written into a vector of n elements.</summary>
    public static Tensor randperm(long n, Tensor @out, Generator? generator = null) => NotNull(@out).Sizes.AsSpan().SequenceEqual([n])
        ? @out.copy_(randperm(n, generator: generator))
        : throw Fail.Error($"randperm: expected a vector of {n} elements to write into, got {Fail.Show(@out.Sizes)}");

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Rand(NotNull(input).Sizes, dtype ?? input.dtype, device, requires_grad, null);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Randn(NotNull(input).Sizes, dtype ?? input.dtype, device, requires_grad, null);

    private static Tensor Rand(long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator) =>
        Draw("rand", size, dtype, device, requires_grad, generator, static (random, values) => random.Uniform(values), static (random, values) => random.Uniform(values));

    private static Tensor Randn(long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator) =>
        Draw("randn", size, dtype, device, requires_grad, generator, static (random, values) => random.Normal(values), static (random, values) => random.Normal(values));

    private delegate void Filler<T>(Mt19937 random, Span<T> values);

    private static Tensor Draw(string op, long[] size, ScalarType? dtype, Device? device, bool requiresGrad, Generator? generator, Filler<float> singles, Filler<double> doubles)
    {
        var type = dtype ?? s_defaultDtype;
        if (!type.IsFloat())
        {
            throw Fail.Error($"{op}: expected Float32 or Float64, got {type}; for integers use randint");
        }
        var result = Fresh(op, size, type, device, requiresGrad, zeroed: false);
        var random = (generator ?? Generator.Default).Source;
        if (type == ScalarType.Float32)
        {
            singles(random, result.Span<float>());
        }
        else
        {
            doubles(random, result.Span<double>());
        }
        return result;
    }
}
