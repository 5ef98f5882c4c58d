// Errors of choosing, writing, ordering and drawing: each is catchable, of the type that TorchSharp uses, and names the operation, the shapes and the dimension that disagrees.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

public class IndexErrorTests
{
    private static readonly Tensor s_three = tensor(new long[] { 0, 3 });

    // What is done wrong, and what the message must say of it.
    private static readonly Dictionary<string, (Func<object> Wrong, string[] Says)> s_cases = new()
    {
        ["index_fill by a matrix"] = (() => zeros(2, 3).index_fill(0, zeros([2, 3], int64), 2), ["index_fill", "(N)", "(2, 3)"]),
        ["index_fill by truths"] = (() => zeros(2).index_fill(0, ones([2], ScalarType.Bool), 2), ["index_fill", "Bool"]),
        ["one_hot of fewer than no classes"] = (() => nn.functional.one_hot(s_three, -5), ["one_hot", "num_classes", "-5"]),
        ["mask"] = (() => zeros(2, 3)[ones([3], ScalarType.Bool)], ["index", "mask (3,)", "(2, 3)", "dimension 0"]),
        ["mask, too large"] = (() => zeros(2)[ones([2, 3], ScalarType.Bool)], ["index", "2 indices", "(2,)"]),
        ["index"] = (() => zeros(2, 3)[s_three], ["index", "index 3", "dimension 0 of (2, 3)", "size 2"]),
        ["index, negative"] = (() => zeros(2, 3)[tensor(new long[] { -3 })], ["index -3", "size 2"]),
        ["index, type"] = (() => zeros(2, 3)[zeros(2)], ["index", "Int64", "Bool", "Float32"]),
        ["indices of two shapes"] = (() => zeros(4, 4)[s_three, tensor(new long[] { 0, 1, 2 })], ["index", "(2,)", "(3,)"]),
        ["too many"] = (() => zeros(2)[s_three, s_three], ["2 indices", "(2,)"]),
        ["two Ellipses"] = (() => zeros(2)[TensorIndex.Ellipsis, TensorIndex.Ellipsis], ["one Ellipsis"]),
        ["writing, shape"] = (() => Write(zeros(4, 3), zeros(2), 0L), ["index_put_", "(2,)", "(3,)"]),
        ["writing, more dimensions"] = (() => Write(zeros(4, 3), zeros(2, 3), 0L), ["index_put_", "(2, 3)", "(3,)"]),
        ["writing, type"] = (() => Write(zeros(4), 0, TensorIndex.Tensor(s_three)), ["index_put_", "Float32", "Int32"]),
        ["writing, leaf"] = (() => Write(zeros(4).requires_grad_(), 0f, 0L), ["index_put_", "leaf", "no_grad"]),
        ["masked_select, mask"] = (() => zeros(2, 3).masked_select(zeros(2, 3)), ["masked_select", "Bool", "Float32"]),
        ["masked_select, shape"] = (() => zeros(2, 3).masked_select(ones([2], ScalarType.Bool)), ["masked_select", "(2, 3)", "(2,)"]),
        ["masked_scatter"] = (() => zeros(2, 3).masked_scatter(ones([3], ScalarType.Bool), zeros(5)), ["masked_scatter", "6 times", "5 element(s)"]),
        ["take"] = (() => zeros(2, 3).take(tensor(new long[] { 6 })), ["take", "index 6", "size 6"]),
        ["take_along_dim"] = (() => zeros(2, 3).take_along_dim(s_three, 0), ["take_along_dim", "(2,)", "(2, 3)"]),
        ["scatter, index"] = (() => zeros(2, 3).scatter(1, tensor(new long[,] { { 3 } }), ones(1, 1)), ["scatter", "index 3", "dimension 1 of (2, 3)"]),
        ["scatter, type"] = (() => zeros(2, 3).scatter(1, tensor(new long[,] { { 0 } }), ones([1, 1], int64)), ["scatter", "Float32", "Int64"]),
        ["index_copy"] = (() => zeros(2, 3).index_copy(0, tensor(new long[] { 0 }), zeros(2, 3)), ["index_copy", "(1, 3)", "(2, 3)"]),
        ["index_fill"] = (() => zeros(2, 3).index_fill(2, s_three, 1), ["index_fill", "dimension 2", "-2 to 1"]),
        ["sort, dimension"] = (() => zeros(2, 3).sort(2), ["argsort", "dimension 2"]),
        ["topk"] = (() => zeros(2, 3).topk(4), ["topk", "k = 4", "dimension 1 of (2, 3)", "size 3"]),
        ["multinomial, too many"] = (() => ones(3).multinomial(4), ["multinomial", "4 draws without", "3 weights"]),
        ["multinomial, negative"] = (() => tensor(new[] { 1f, -1f }).multinomial(1), ["multinomial", "0 or more"]),
        ["multinomial, NaN"] = (() => tensor(new[] { 1f, float.NaN }).multinomial(1), ["multinomial", "finite"]),
        ["multinomial, zeros"] = (() => zeros(3).multinomial(1, true), ["multinomial", "all be 0"]),
        ["multinomial, integers"] = (() => ones([3], int64).multinomial(1), ["multinomial", "Int64"]),
        ["multinomial, shape"] = (() => ones(2, 2, 2).multinomial(1), ["multinomial", "(2, 2, 2)"]),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void WrongCall_ByIndex_SaysWhatDisagrees(string name)
    {
        var (wrong, says) = s_cases[name];
        var error = Assert.Throws<ExternalException>(wrong);
        Assert.All(says, words => Assert.Contains(words, error.Message));
    }

    [Fact]
    public void Assignment_ByRefusedIndex_ChangesNothing()
    {
        var x = zeros(2, 3);
        Assert.Throws<ExternalException>(() => Write(x, 1f, TensorIndex.Tensor(s_three)));
        Assert.Equal(0, (float)x.abs().sum());
    }

    private static Tensor Write(Tensor x, Tensor value, params TensorIndex[] at)
    {
        x[at] = value;
        return x;
    }
}
