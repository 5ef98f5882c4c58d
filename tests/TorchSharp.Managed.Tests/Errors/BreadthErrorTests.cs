// Errors of cutting, repeating, equations, norms and remainders: each is catchable, of the type that TorchSharp uses, and names the operation and the shapes.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

public class BreadthErrorTests
{
    // What is done wrong, and what the message must say of it.
    private static readonly Dictionary<string, (Func<object> Wrong, string[] Says)> s_cases = new()
    {
        ["split, size"] = (() => zeros(3).split(0), ["split", "got 0", "(3,)"]),
        ["split, sum"] = (() => zeros(3, 4).split([1, 2], 1), ["split", "(1, 2)", "add up to 4", "dimension 1 of (3, 4)"]),
        ["split of a number"] = (() => zeros([]).split(1), ["split", "without dimensions"]),
        ["chunk"] = (() => zeros(3).chunk(0), ["chunk", "got 0"]),
        ["tensor_split"] = (() => zeros(3).tensor_split(0), ["tensor_split", "got 0"]),
        ["repeat"] = (() => zeros(2, 3).repeat(2), ["repeat", "(2,)", "(2, 3)"]),
        ["repeat_interleave"] = (() => zeros(2, 3).repeat_interleave(tensor(new long[] { 1, 2 }), 1), ["repeat_interleave", "dimension 1 of (2, 3)", "(2,)"]),
        ["repeat_interleave, negative"] = (() => zeros(2).repeat_interleave(-1), ["repeat_interleave", "-1"]),
        ["flip"] = (() => zeros(2, 3).flip(1, -1), ["flip", "dimension -1 occurs twice"]),
        ["roll"] = (() => zeros(2, 3).roll(new long[] { 1, 2 }, new long[] { 0 }), ["roll", "2 shift(s)", "1 dimension(s)"]),
        ["movedim"] = (() => zeros(2, 3).movedim([0, 0], [0, 1]), ["movedim", "(0, 0)"]),
        ["unflatten"] = (() => zeros(2, 6).unflatten(1, 4, 2), ["unflatten", "(4, 2)", "(2, 6)"]),
        ["diagonal"] = (() => zeros(2, 3).diagonal(0, 1, 1), ["diagonal", "1 and 1", "(2, 3)"]),
        ["diag"] = (() => zeros(2, 3, 4).diag(), ["diag", "(2, 3, 4)"]),
        ["meshgrid"] = (() => meshgrid([zeros(2)], "ji"), ["meshgrid", "\"ji\""]),
        ["linspace"] = (() => linspace(0, 1, -1), ["linspace", "(-1,)"]),
        ["pad"] = (() => nn.functional.pad(zeros(2), new long[] { 1, 1, 1, 1 }), ["pad", "(1, 1, 1, 1)", "(2,)"]),
        ["pad, cut"] = (() => nn.functional.pad(zeros(2), (-2, -1)), ["pad", "(-2, -1)", "dimension 0 of (2,)"]),
        ["einsum, operands"] = (() => einsum("ij,jk", zeros(2, 3)), ["einsum", "\"ij,jk\"", "2 operand(s)", "1 were given"]),
        ["einsum, dimensions"] = (() => einsum("ijk->i", zeros(2, 3)), ["einsum", "\"ijk\"", "operand 0", "(2, 3)"]),
        ["einsum, sizes"] = (() => einsum("ij,jk->ik", zeros(2, 3), zeros(4, 5)), ["einsum", "'j' is 3", "4 in dimension 0 of operand 1", "(4, 5)"]),
        ["einsum, result"] = (() => einsum("ij->ik", zeros(2, 3)), ["einsum", "\"ij->ik\"", "result"]),
        ["tensordot"] = (() => tensordot(zeros(2, 3), zeros(4, 5), [1], [0]), ["tensordot", "(1,) of (2, 3)", "(0,) of (4, 5)"]),
        ["addmm"] = (() => addmm(zeros(4), zeros(2, 3), zeros(5, 4), 1, 1), ["mm", "(2, 3) @ (5, 4)"]),
        ["cdist"] = (() => cdist(zeros(2, 3), zeros(2, 4)), ["cdist", "(2, 3)", "(2, 4)"]),
        ["norm of integers"] = (() => ones([2], int64).norm(), ["norm", "Int64"]),
        ["matrix norm of a vector"] = (() => linalg.matrix_norm(zeros(3)), ["linalg.matrix_norm", "(3,)"]),
        ["remainder by zero"] = (() => tensor(new long[] { 1, 2 }) % 0, ["remainder", "by 0", "(2,)"]),
        ["all, dimension"] = (() => zeros(2, 3).all(2), ["dimension 2"]),
        ["cumprod, dimension"] = (() => zeros(2, 3).cumprod(-3), ["cumprod", "dimension -3"]),
        ["clamp without bounds"] = (() => zeros(2).clamp((Tensor?)null), ["clamp", "min", "max"]),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void WrongCall_ByShapeOrArgument_SaysWhatDisagrees(string name)
    {
        var (wrong, says) = s_cases[name];
        var error = Assert.Throws<ExternalException>(wrong);
        Assert.All(says, words => Assert.Contains(words, error.Message));
    }

    [Fact]
    public void NotHeldHere_ByMode_NamesIt()
    {
        Assert.Contains("Reflect cannot put (2, 2)", Assert.Throws<ExternalException>(() => nn.functional.pad(zeros(2), 2, PaddingModes.Reflect)).Message);
        Assert.Contains("nuc", Assert.Throws<NotSupportedException>(() => linalg.matrix_norm(zeros(2, 2), "nuc")).Message);
        Assert.Contains("unique", Assert.Throws<NotSupportedException>(() => zeros(2).unique(dim: 0)).Message);
    }
}
