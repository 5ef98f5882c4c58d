// One line an operation: the gradients of choosing, writing and sorting against central differences in float64.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

public class GradCheckIndexingTests
{
    private static readonly Tensor s_two = tensor(new long[] { 2, 0 });

    private static readonly Dictionary<string, (Func<Tensor[], Tensor> F, long[][] Shapes)> Lines = new()
    {
        ["mask"] = (x => x[0][x[0] > 1.0], [[3, 4]]),
        ["indices"] = (x => x[0][s_two], [[3, 2]]),
        ["indices, twice the same"] = (x => x[0][tensor(new long[] { 1, 1, 0 })], [[3, 2]]),
        ["indices into two dimensions"] = (x => x[0][s_two, tensor(new long[] { 1, 1 })], [[3, 2, 2]]),
        ["indices behind a range"] = (x => x[0][TensorIndex.Slice(1), TensorIndex.Tensor(s_two)], [[3, 4, 2]]),
        ["indices apart"] = (x => x[0][TensorIndex.Tensor(s_two), TensorIndex.Colon, TensorIndex.Tensor(s_two)], [[3, 2, 3]]),
        ["writing a row"] = (x => Written(x[0], x[1], 1L), [[3, 4], [4]]),
        ["writing by a mask"] = (x => Written(x[0], x[1], TensorIndex.Tensor(x[0].detach() > 5.0)), [[3, 4], []]),
        ["writing by indices"] = (x => Written(x[0], x[1], TensorIndex.Tensor(s_two)), [[3, 4], [2, 4]]),
        ["adding by indices"] = (x => x[0].clone().index_put_(x[1], [TensorIndex.Tensor(tensor(new long[] { 1, 1 }))], accumulate: true), [[3, 4], [2, 4]]),
        ["masked_select"] = (x => x[0].masked_select(tensor(new[] { true, false, true })), [[2, 3]]),
        ["take"] = (x => x[0].take(tensor(new long[] { 5, 0, 5 })), [[2, 3]]),
        ["take_along_dim"] = (x => x[0].take_along_dim(tensor(new long[,] { { 1 }, { 0 } }), 1), [[2, 3]]),
        ["scatter"] = (x => x[0].scatter(1, tensor(new long[,] { { 1 }, { 0 } }), x[1]), [[2, 3], [2, 2]]),
        ["index_fill"] = (x => x[0].index_fill(0, s_two, 3), [[3, 2]]),
        ["index_copy"] = (x => x[0].index_copy(0, s_two, x[1]), [[3, 2], [2, 2]]),
        ["masked_scatter"] = (x => x[0].masked_scatter(tensor(new[] { true, false, true }), x[1]), [[2, 3], [5]]),
        ["sort"] = (x => x[0].sort(0, descending: true).Values, [[4, 2]]),
        ["topk"] = (x => x[0].topk(2).values, [[3, 4]]),
    };

    public static TheoryData<string> Names => [.. Lines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_OfOperation_IsItsSlope(string name)
    {
        var (f, shapes) = Lines[name];
        GradCheck.Check(f, [.. shapes.Select(GradCheckTests.Positive)]);
    }

    // What is written must not be a leaf.
    private static Tensor Written(Tensor x, Tensor value, params TensorIndex[] at)
    {
        var y = x.clone();
        y[at] = value;
        return y;
    }
}
