// Errors of shape, dimension and size: each is catchable, of the type that TorchSharp uses, and names the operation, the shapes and the dimension that disagrees.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

public class ShapeErrorTests
{
    // What is done wrong, and what the message must say of it.
    private static readonly Dictionary<string, (Func<object> Wrong, string[] Says)> s_cases = new()
    {
        ["matmul"] = (() => zeros(2, 3).matmul(zeros(4, 5)), ["matmul", "(2, 3) @ (4, 5)", "dimension 1 of the first is 3", "dimension 0 of the second is 4"]),
        ["matmul, batches"] = (() => zeros(2, 3, 4).matmul(zeros(5, 4, 3)), ["matmul", "(2,)", "(5,)", "dimension -1"]),
        ["matmul, vector"] = (() => zeros(2, 3).matmul(zeros(4)), ["matmul", "(2, 3) @ (4,)", "is 3", "is 4"]),
        ["matmul, number"] = (() => zeros(2, 3).matmul(zeros([])), ["matmul", "(2, 3) @ ()"]),
        ["mm"] = (() => zeros(2, 3).mm(zeros(1, 3, 4)), ["mm", "2 dimensions", "(2, 3)", "(1, 3, 4)"]),
        ["bmm"] = (() => zeros(2, 3, 4).bmm(zeros(3, 4, 5)), ["bmm", "(2, 3, 4) @ (3, 4, 5)", "dimension 0", "2 and 3"]),
        ["broadcast"] = (() => zeros(2, 3) + zeros(2, 4), ["add", "(2, 3)", "(2, 4)", "dimension -1", "3 in the first and 4 in the second"]),
        ["comparison"] = (() => zeros(3, 2) < zeros(3), ["lt", "(3, 2)", "(3,)", "2 in the first and 3 in the second"]),
        ["where"] = (() => where(ones([2], ScalarType.Bool), zeros(3), zeros(3)), ["where", "(2,)", "(3,)"]),
        ["attention, number"] = (() => Attention([], [4], [4]), ["scaled_dot_product_attention", "(…, T, D)", "(), (4,), (4,)"]),
        ["attention, width"] = (() => Attention([2, 3, 4], [2, 5, 6], [2, 5, 6]), ["scaled_dot_product_attention", "(2, 3, 4), (2, 5, 6), (2, 5, 6)"]),
        ["attention, keys"] = (() => Attention([2, 3, 4], [2, 5, 4], [2, 6, 4]), ["scaled_dot_product_attention", "(2, 3, 4), (2, 5, 4), (2, 6, 4)"]),
        ["attention, batches"] = (() => Attention([2, 3, 4], [3, 5, 4], [3, 5, 4]), ["scaled_dot_product_attention", "(2,)", "(3,)"]),
        ["attention, mask"] = (() => Attention([2, 3, 4], [2, 5, 4], [2, 5, 4], ones(4, 5)), ["scaled_dot_product_attention", "attn_mask", "(2, 3, 5)", "(4, 5)"]),
        ["attention, mask of more batches"] = (() => Attention([2, 3, 4], [2, 5, 4], [2, 5, 4], ones(7, 2, 3, 5)), ["attn_mask", "(2, 3, 5)", "(7, 2, 3, 5)"]),
        ["attention, mask of more queries"] = (() => Attention([2, 1, 4], [2, 5, 4], [2, 5, 4], ones(3, 5)), ["attn_mask", "(2, 1, 5)", "(3, 5)"]),
        ["attention, mask of integers"] = (() => Attention([2, 3, 4], [2, 5, 4], [2, 5, 4], ones([3, 5], int64)), ["attn_mask", "Bool or Float32", "Int64"]),
        ["softmax, dimension"] = (() => zeros(2, 3).softmax(2), ["softmax", "dimension 2", "2 dimension(s)", "-2 to 1"]),
        ["sum, dimension"] = (() => zeros(2, 3).sum(-3), ["sum", "dimension -3", "-2 to 1"]),
        ["transpose, dimension"] = (() => zeros(2, 3).transpose(0, 5), ["transpose", "dimension 5"]),
        ["permute"] = (() => zeros(2, 3).permute(0, 0), ["permute", "dimension 0 occurs twice"]),
        ["reshape"] = (() => zeros(2, 3).reshape(4, 2), ["reshape", "(4, 2)", "(2, 3)", "6 element(s)"]),
        ["view"] = (() => zeros(2, 3).T.view(6), ["view", "(3, 2)", "use reshape"]),
        ["expand"] = (() => zeros(2, 3).expand(4, 3), ["expand", "(2, 3)", "(4, 3)", "dimension -2"]),
        ["index"] = (() => zeros(2, 3)[0, 3], ["index 3", "dimension 0 of (3,)", "size 3"]),
        ["index, too many"] = (() => zeros(2)[TensorIndex.Colon, TensorIndex.Colon], ["2 indices", "(2,)"]),
        ["narrow"] = (() => zeros(2, 3).narrow(1, 2, 2), ["narrow", "dimension 1 of (2, 3)", "size 3"]),
        ["index_select"] = (() => zeros(2, 3).index_select(1, tensor(new long[] { 0, 3 })), ["index_select", "index 3", "dimension 1 of (2, 3)", "size 3"]),
        ["gather"] = (() => zeros(2, 3).gather(0, tensor(new long[,] { { -1 } })), ["gather", "index -1", "dimension 0 of (2, 3)"]),
        ["gather, shape"] = (() => zeros(2, 3).gather(0, zeros([4, 4], int64)), ["gather", "(4, 4)", "(2, 3)", "dimension 1"]),
        ["cat"] = (() => cat([zeros(2, 3), zeros(3, 3)], 1), ["cat", "(2, 3) and (3, 3)", "dimension 0"]),
        ["cat, rank"] = (() => cat([zeros(2, 3), zeros(2)], 0), ["cat", "(2, 3) and (2,)", "number of dimensions"]),
        ["stack"] = (() => stack([zeros(2), zeros(3)]), ["stack", "(2,) and (3,)"]),
        ["max of nothing"] = (() => zeros(0).max(), ["max", "(0,)", "no elements"]),
        ["negative size"] = (() => zeros(-1, 2), ["zeros", "(-1, 2)", "0 or more"]),
        ["sizes that overflow"] = (() => zeros(1L << 40, 1L << 40), ["zeros", "(1099511627776, 1099511627776)", "at most"]),
        ["a tensor of 4 GB"] = (() => zeros(1L << 30), ["zeros", "(1073741824,)", "at most"]),
        ["matmul that overflows"] = (() => zeros(1 << 20, 0).matmul(zeros(0, 1 << 20)), ["matmul", "(1048576, 1048576)", "at most"]),
        ["broadcast that overflows"] = (() => zeros(1 << 20, 1) + zeros(1, 1 << 20), ["add", "(1048576, 1048576)", "at most"]),
        ["rank above 64"] = (() => zeros([.. Enumerable.Repeat(1L, 65)]), ["zeros", "64 dimensions", "got 65"]),
        ["rank above 64, reshape"] = (() => zeros(1).reshape([.. Enumerable.Repeat(1L, 100_000)]), ["reshape", "64 dimensions", "100,000"]),
        ["rank above 64, view"] = (() => zeros(1).view([.. Enumerable.Repeat(1L, 65)]), ["view", "64 dimensions"]),
        ["rank above 64, expand"] = (() => zeros(1).expand([.. Enumerable.Repeat(1L, 65)]), ["expand", "64 dimensions"]),
        ["rank above 64, unsqueeze"] = (() => zeros([.. Enumerable.Repeat(1L, 64)]).unsqueeze(0), ["unsqueeze", "64 dimensions"]),
        ["rank above 64, None"] = (() => zeros(1)[[.. Enumerable.Repeat(TensorIndex.None, 65)]], ["64 dimensions"]),
        ["view that overflows"] = (() => zeros(2).view(long.MaxValue, 2), ["view", "(9223372036854775807, 2)", "at most"]),
        ["expand that overflows"] = (() => zeros(1).expand(long.MaxValue, long.MaxValue), ["expand", "(9223372036854775807, 9223372036854775807)", "at most"]),
        ["repeat that overflows"] = (() => zeros(2).repeat(1L << 62), ["(4611686018427387904, 2)", "at most"]),
        ["slice of a number"] = (() => zeros([]).slice(0, 0, 1, 1), ["slice", "without dimensions"]),
        ["size of a number"] = (() => zeros([]).size(0), ["size", "without dimensions"]),
        ["arange to infinity"] = (() => arange(0, double.PositiveInfinity), ["arange", "Infinity"]),
        ["masked_fill, infinity in integers"] = (() => arange(3).masked_fill(ones([3], ScalarType.Bool), double.NegativeInfinity), ["Int64", "-Infinity"]),
        ["masked_fill, NaN in integers"] = (() => arange(3).masked_fill(ones([3], ScalarType.Bool), double.NaN), ["Int64", "NaN"]),
        ["fill_, infinity in integers"] = (() => arange(3).fill_(double.PositiveInfinity), ["Int64", "Infinity"]),
        ["full, too large for Int64"] = (() => full([2], 9.3e18, ScalarType.Int64), ["Int64", "9.3E+18"]),
        ["full, too large for Int32"] = (() => full([2], 1L << 31, ScalarType.Int32), ["Int32", "2147483648"]),
        ["full, too large for Float32"] = (() => full([2], 1e300, ScalarType.Float32), ["Float32", "1E+300"]),
        ["clamp, too large for Int32"] = (() => arange(3).@int().clamp(0, 1L << 40), ["Int32", "1099511627776"]),
        ["write, infinity in integers"] = (() => arange(3).index_put_((Scalar)double.PositiveInfinity, TensorIndex.Single(0)), ["Int64", "Infinity"]),
        ["index_add, float alpha"] = (() => arange(3).index_add(0, arange(1), arange(1), 1.5), ["index_add", "alpha", "1.5"]),
        ["backward of a vector"] = (() => { ones(3).requires_grad_().exp().backward(); return 0; }, ["backward", "(3,)", "single number"]),
        ["backward of a constant"] = (() => { ones(3).sum().backward(); return 0; }, ["backward", "does not require grad"]),
        ["integer division by zero"] = (() => tensor(new[] { 1, 2 }).div(0, RoundingMode.floor), ["div", "integer", "by 0"]),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    private static Tensor Attention(long[] query, long[] key, long[] value, Tensor? mask = null) => nn.functional.scaled_dot_product_attention(zeros(query), zeros(key), zeros(value), mask);

    [Theory]
    [MemberData(nameof(Names))]
    public void WrongCall_ByShapeOrSize_SaysWhatDisagrees(string name)
    {
        var (wrong, says) = s_cases[name];
        var error = Assert.Throws<ExternalException>(wrong);
        Assert.All(says, words => Assert.Contains(words, error.Message));
    }
}
