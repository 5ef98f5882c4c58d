// What a run on one machine cannot show: no kernel calls a function whose bits depend on the platform's C library or on the width of the vectors. Read from the source.

using System.Text.RegularExpressions;

namespace TorchSharp.Managed.Tests.Digits;

public partial class SourceTests
{
    // Rounded once or exact on every platform, and so allowed.
    private static readonly HashSet<string> s_exact = ["Abs", "Min", "Max", "Clamp", "Sqrt", "Round", "Floor", "Ceiling", "Truncate", "FusedMultiplyAdd", "ScaleB", "CopySign", "PI"];

    // Narrower vectors, where each lane's chain of operations is the same in any: data that is only moved, the halves of the one tree, sums along k of a single element, functions of one lane.
    private static readonly HashSet<string> s_narrow = ["Lanes.cs", "LanesFma.cs", "MatMulPack.cs", "MatMulRow.cs", "MatMulSwapped.cs", "MatMulTile.cs", "Prefetch.cs", "Softmax.cs", "Vectors.cs", "VectorsBits.cs", "Zip.cs"];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repository.PathOf("src", "TorchSharp.Managed", "Kernels"), "*.cs").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Kernel_InItsSource_CallsNothingWhoseBitsVary(string file)
    {
        var code = Comment().Replace(File.ReadAllText(Repository.PathOf("src", "TorchSharp.Managed", "Kernels", file)), "");
        Assert.Empty(Varying(s_narrow.Contains(file) ? Narrow().Replace(code, "Vector512") : code));
    }

    [Theory]
    [InlineData("var y = Math.Exp(x);")]
    [InlineData("float.Pow(x, y)")]
    [InlineData("T.Log(x)")]
    [InlineData("TensorPrimitives.Dot(a, b)")]
    [InlineData("var s = Sin(x);")]
    [InlineData("Vector512.MultiplyAddEstimate(a, b, c)")]
    [InlineData("Vector256.Create(1f)")]
    public void Varying_OfALineThatMayVary_NamesIt(string code) => Assert.NotEmpty(Varying(code));

    private static IEnumerable<string> Varying(string code)
    {
        var calls = LibraryCall().Matches(code).Where(m => !s_exact.Contains(m.Groups["name"].Value));
        var bare = BareCall().Matches(code).Where(m => !Regex.IsMatch(code, $@"\bstatic [^=;]* {m.Groups["name"].Value}(<[^>]*>)?\("));
        return calls.Concat(bare).Concat(Forbidden().Matches(code)).Concat(Narrow().Matches(code)).Select(m => m.Value);
    }

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bMathF?\.(?<name>\w+)")]
    private static partial Regex LibraryCall();

    // With `using static Vector512` such a call is the runtime's, unless the file has a function of that name.
    [GeneratedRegex(@"(?<![\w.])(?<name>Exp|Log|Log2|Sin|Cos|SinCos|Hypot|Lerp|Pow|Tanh)\(")]
    private static partial Regex BareCall();

    [GeneratedRegex(@"\w*Estimate\b|TensorPrimitives|ConvertTo\w+Native|\bVector<|Vector512\.(Exp|Log|Sin|Cos|Hypot|Lerp)\w*|\b(T|float|double|Single|Double)\.(Exp|Log|Pow|Sin|Cos|Tan|Tanh|Cbrt|Hypot)\w*\(")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\bVector(64|128|256)\b|Runtime\.Intrinsics\.(X86|Arm)")]
    private static partial Regex Narrow();
}
