// Several tensors into one, or brought to a common shape: cat's relatives, broadcasting, grids. (cat and stack themselves are in torch.Operations.cs.)

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors.ToArray(), dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(Tensor[] tensors, long axis = 0) => cat(tensors, axis);

    public static Tensor concatenate(ReadOnlySpan<Tensor> tensors, long axis = 0) => cat(tensors, axis);

    /// <summary>One below the other: along the first dimension; vectors become rows.</summary>
    public static Tensor vstack(IList<Tensor> tensors) => cat(LiveTensors("vstack", tensors).Select(x => x.Rank < 2 ? x.reshape(1, -1) : x).ToArray(), 0);

    public static Tensor vstack(Tensor[] tensors) => vstack((IList<Tensor>)tensors);

    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => vstack((IList<Tensor>)tensors.ToArray());

    /// <summary>One beside the other: along the second dimension; vectors along their only one.</summary>
    public static Tensor hstack(IList<Tensor> tensors) => LiveTensors("hstack", tensors).Length == 0 ? cat(tensors) : cat(tensors.Select(AtLeast1d).ToArray(), tensors[0].Rank < 2 ? 0 : 1);

    public static Tensor hstack(params Tensor[] tensors) => hstack((IList<Tensor>)tensors);

    public static Tensor hstack(IEnumerable<Tensor> tensors) => hstack((IList<Tensor>)NotNull(tensors).ToArray());

    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => hstack((IList<Tensor>)tensors.ToArray());

    public static IEnumerable<Tensor> atleast_1d(params Tensor[] input) => LiveTensors("atleast_1d", input).Select(AtLeast1d);

    private static Tensor AtLeast1d(Tensor x) => x.Rank == 0 ? x.reshape(1) : x.SecondHandle();

    public static Size broadcast_shapes(params long[][] shapes) => new(shapes.Aggregate(Array.Empty<long>(), (a, b) => Shapes.Broadcast("broadcast_shapes", a, b)));

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors)
    {
        var common = LiveTensors("broadcast_tensors", tensors).Aggregate(Array.Empty<long>(), (shape, x) => Shapes.Broadcast("broadcast_tensors", shape, x.Sizes));
        return [.. tensors.Select(x => x.expand(common))];
    }

    public static Tensor broadcast_to(Tensor input, params long[] shape) => NotNull(input).broadcast_to(shape);

    /// <summary>Vectors as coordinates of a grid: each expanded over all of them. "ij": the first vector runs along the first dimension; "xy": along the second.</summary>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij")
    {
        var axes = LiveTensors("meshgrid", tensors);
        if (indexing is not ("ij" or "xy"))
        {
            throw Fail.Error($"meshgrid: indexing is \"ij\" or \"xy\", got \"{indexing}\"");
        }
        if (axes.FirstOrDefault(x => x.Rank > 1) is { } wrong)
        {
            throw Fail.Shape("meshgrid", "expected vectors", wrong.Sizes);
        }
        if (indexing == "xy" && axes.Length > 1)
        {
            (axes[0], axes[1]) = (axes[1], axes[0]);
            var grid = meshgrid(axes);
            (grid[0], grid[1]) = (grid[1], grid[0]);
            return grid;
        }
        long[] sizes = [.. axes.Select(x => x.Count)];
        return [.. axes.Select((x, i) => x.reshape([.. sizes.Select((size, d) => d == i ? size : 1)]).expand(sizes))];
    }

    /// <summary>Every combination of one element of each vector, the last one changing fastest: (n1·n2·…, count).</summary>
    public static Tensor cartesian_prod(IList<Tensor> tensors) => LiveTensors("cartesian_prod", tensors).Length == 1
        ? tensors[0].alias()
        : stack(meshgrid(tensors).Select(x => x.reshape(-1)), 1);

    public static Tensor cartesian_prod(params Tensor[] tensors) => cartesian_prod((IList<Tensor>)tensors);

    public static Tensor cartesian_prod(ReadOnlySpan<Tensor> tensors) => cartesian_prod((IList<Tensor>)tensors.ToArray());

    /// <summary>steps numbers from start to end, both included, evenly spaced.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Even("linspace", start, end, steps, dtype, device, requires_grad, static x => x);

    /// <summary>base to the power of steps exponents from start to end, both included, evenly spaced.</summary>
    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Even("logspace", start, end, steps, dtype, device, requires_grad, x => full([], @base, ScalarType.Float64).pow(x));

    private static Tensor Even(string op, double start, double end, long steps, ScalarType? dtype, Device? device, bool requiresGrad, Func<Tensor, Tensor> map)
    {
        var values = Fresh(op, [steps], ScalarType.Float64, device, false, zeroed: false);
        var step = steps > 1 ? (end - start) / (steps - 1) : 0;
        for (long i = 0; i < steps; i++)
        {
            values.At<double>(i) = i < (steps + 1) / 2 ? start + step * i : end - step * (steps - 1 - i);
        }
        var result = map(values).As(dtype ?? s_defaultDtype);
        result.requires_grad = requiresGrad;
        return result;
    }
}
