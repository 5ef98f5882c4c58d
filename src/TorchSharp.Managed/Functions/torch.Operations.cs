// The functions of torch that are also methods of a tensor, and those that make one tensor of several.

namespace TorchSharp;

public static partial class torch
{
    public static Tensor abs(Tensor input) => NotNull(input).abs();

    public static Tensor add(Tensor left, Tensor right) => NotNull(left).add(right);

    public static Tensor add(Tensor left, Scalar right) => NotNull(left).add(right);

    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) => NotNull(tensor).allclose(target, rtol, atol, equal_nan);

    public static Tensor argmax(Tensor input) => NotNull(input).argmax();

    public static Tensor argmax(Tensor input, long dim, bool keepdim = false) => NotNull(input).argmax(dim, keepdim);

    public static Tensor bmm(Tensor input, Tensor batch2) => NotNull(input).bmm(batch2);

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => NotNull(input).clamp(min, max);

    public static Tensor cos(Tensor input) => NotNull(input).cos();

    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => NotNull(left).div(right, rounding_mode);

    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => NotNull(left).div(right, rounding_mode);

    public static Tensor dot(Tensor input, Tensor other) => NotNull(input).dot(other);

    public static Tensor erf(Tensor input) => NotNull(input).erf();

    public static Tensor exp(Tensor input) => NotNull(input).exp();

    public static Tensor log(Tensor input) => NotNull(input).log();

    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => NotNull(input).logsumexp(dim, keepdim);

    public static Tensor matmul(Tensor input, Tensor target) => NotNull(input).matmul(target);

    public static Tensor max(Tensor input) => NotNull(input).max();

    public static (Tensor values, Tensor indexes) max(Tensor input, long dim, bool keepdim = false) => NotNull(input).max(dim, keepdim);

    public static Tensor maximum(Tensor input, Tensor other) => NotNull(input).maximum(other);

    public static Tensor mean(Tensor input) => NotNull(input).mean();

    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => NotNull(input).mean(dimensions, keepdim, type);

    public static Tensor minimum(Tensor input, Tensor other) => NotNull(input).minimum(other);

    public static Tensor mm(Tensor input, Tensor target) => NotNull(input).mm(target);

    public static Tensor mul(Tensor left, Tensor right) => NotNull(left).mul(right);

    public static Tensor outer(Tensor input, Tensor vec2) => NotNull(input).outer(vec2);

    public static Tensor reshape(Tensor input, params long[] shape) => NotNull(input).reshape(shape);

    public static Tensor rsqrt(Tensor input) => NotNull(input).rsqrt();

    public static Tensor sigmoid(Tensor input) => NotNull(input).sigmoid();

    public static Tensor sin(Tensor input) => NotNull(input).sin();

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => NotNull(input).softmax(dim, dtype);

    public static Tensor sqrt(Tensor input) => NotNull(input).sqrt();

    public static Tensor sub(Tensor left, Tensor right) => NotNull(left).sub(right);

    public static Tensor sum(Tensor input, ScalarType? type = null) => NotNull(input).sum(type);

    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => NotNull(input).sum(dim, keepdim, type);

    public static Tensor tanh(Tensor input) => NotNull(input).tanh();

    public static Tensor transpose(Tensor input, long dim0, long dim1) => NotNull(input).transpose(dim0, dim1);

    public static Tensor tril(Tensor input, long diagonal = 0) => NotNull(input).tril(diagonal);

    public static Tensor triu(Tensor input, long diagonal = 0) => NotNull(input).triu(diagonal);

    public static Tensor var(Tensor input, bool unbiased = true) => NotNull(input).var(unbiased);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => NotNull(x).where(condition, y);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Zeros(NotNull(input).Sizes, dtype ?? input.dtype, device, requires_grad);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Ones(NotNull(input).Sizes, dtype ?? input.dtype, device, requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Full(NotNull(input).Sizes, value, dtype ?? input.dtype, device, requires_grad);

    /// <summary>
    /// Tensors of one shape, except along one dimension, set one behind the other along it. Tensors of shape (0,) are skipped whatever the shape of the
    /// others, as in PyTorch.
    /// </summary>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Joined(LiveTensors("cat", tensors), dim);

    private static Tensor Joined(Tensor[] tensors, long dim)
    {
        if (tensors.Length == 0)
        {
            throw Fail.Error("cat: at least one tensor is needed");
        }
        var first = tensors.FirstOrDefault(tensor => !IsSkipped(tensor)) ?? tensors[0];
        if (first.Rank == 0)
        {
            throw Fail.Error("cat: tensors without dimensions cannot be set one behind the other; use stack");
        }
        var d = Shapes.Dim("cat", dim, first.Rank);
        var size = first.shape;
        size[d] = 0;
        var dtype = first.dtype;
        foreach (var tensor in tensors)
        {
            if (!IsSkipped(tensor))
            {
                RequireSameShape("cat", first, tensor, d);
                size[d] += tensor.Sizes[d];
            }
            dtype = DTypes.Promote(empty(1, dtype), empty(1, tensor.dtype));
        }
        var result = Tensor.New(size, dtype);
        var starts = new long[tensors.Length + 1];
        using (no_grad())
        {
            for (var i = 0; i < tensors.Length; i++)
            {
                starts[i + 1] = starts[i] + (IsSkipped(tensors[i]) ? 0 : tensors[i].Sizes[d]);
                if (tensors[i].Count > 0)
                {
                    Elements.CopyInto(tensors[i], result.slice(d, starts[i], starts[i + 1], 1));
                }
            }
        }
        var types = tensors.Select(tensor => tensor.dtype).ToArray();
        var skipped = tensors.Select(IsSkipped).ToArray();
        return Node.Record("cat", result, tensors, (n, g) =>
            [.. Enumerable.Range(0, types.Length).Select(i => !n.Needs(i) ? null : skipped[i] ? zeros(0, types[i]) : g.slice(d, starts[i], starts[i + 1], 1).As(types[i]))]);
    }

    private static bool IsSkipped(Tensor tensor) => tensor.Rank == 1 && tensor.Sizes[0] == 0;

    public static Tensor cat(Tensor[] tensors, long dim = 0) => cat((IList<Tensor>)tensors, dim);

    /// <summary>Tensors of one shape, set beside each other along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        var all = LiveTensors("stack", tensors);
        foreach (var tensor in all)
        {
            RequireSameShape("stack", all[0], tensor, -1);
        }
        return cat(all.Select(tensor => tensor.unsqueeze(dim)).ToArray(), dim);
    }

    private static void RequireSameShape(string op, Tensor first, Tensor other, int except)
    {
        for (var i = 0; i < Math.Max(first.Rank, other.Rank); i++)
        {
            if (first.Rank != other.Rank || (i != except && first.Sizes[i] != other.Sizes[i]))
            {
                throw Fail.Error($"{op}: shapes {Fail.Show(first.Sizes)} and {Fail.Show(other.Sizes)} differ" + (first.Rank == other.Rank ? $" in dimension {i}" : " in their number of dimensions"));
            }
        }
    }

    /// <summary>Numbers from start to before stop, in steps. Integers give Int64, floats the default float type.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(stop);
        ArgumentNullException.ThrowIfNull(step);
        if (!double.IsFinite(start.AsDouble) || !double.IsFinite(stop.AsDouble) || !double.IsFinite(step.AsDouble) || step.AsDouble == 0 || (stop.AsDouble - start.AsDouble) / step.AsDouble < 0)
        {
            throw Fail.Error($"arange: from {start} to {stop} there is no way in steps of {step}");
        }
        var floats = start.Type.IsFloat() || stop.Type.IsFloat() || step.Type.IsFloat();
        var count = (long)Math.Ceiling((stop.AsDouble - start.AsDouble) / step.AsDouble);
        var result = Fresh("arange", [count], floats ? ScalarType.Float64 : ScalarType.Int64, device, false, zeroed: false);
        for (long i = 0; i < count; i++)
        {
            if (floats)
            {
                result.At<double>(i) = start.AsDouble + i * step.AsDouble;
            }
            else
            {
                result.At<long>(i) = start.AsLong + i * step.AsLong;
            }
        }
        result = result.As(dtype ?? (floats ? s_defaultDtype : ScalarType.Int64));
        result.requires_grad = requires_grad;
        return result;
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Ones on the diagonal, zeros elsewhere.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var result = Zeros([rows, columns < 0 ? rows : columns], dtype, device, false);
        using (no_grad())
        {
            for (long i = 0; i < Math.Min(result.Sizes[0], result.Sizes[1]); i++)
            {
                result[i, i].fill_(1);
            }
        }
        result.requires_grad = requires_grad;
        return result;
    }

    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => NotNull(input).softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => NotNull(x).log_softmax(dim);

            public static Tensor gelu(Tensor x) => NotNull(x).gelu();

            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? NotNull(x).InPlace("relu_", static y => y.relu()) : NotNull(x).relu();
        }
    }
}
