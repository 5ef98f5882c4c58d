// The four styles, to the character. Where the expected text comes from: the notes at the head of torchsharp-api.txt, and TorchSharp's own printing read line by line.

using System.ComponentModel;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Printing;

[Collection(nameof(PrintSettings))]
public class TensorStringTests
{
    private static readonly Tensor s_small = arange(1, 7).reshape(2, 3);

    private static readonly Tensor s_odd = tensor(new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f });

    private static readonly CultureInfo s_comma = WithComma();

    private static readonly Dictionary<string, (Func<string> Text, string Expected)> s_cases = new()
    {
        ["metadata"] = (() => arange(24).reshape(2, 3, 4).@float().ToString(), "[2x3x4], type = Float32, device = cpu"),
        ["metadata of a number"] = (() => tensor(1.5).metastr(), "[], type = Float64, device = cpu"),
        ["julia"] = (() => s_small.jlstr(), "[2x3], type = Int64, device = cpu\n 1 2 3\n 4 5 6\n"),
        ["julia is the default"] = (() => s_small.str(), s_small.jlstr()),
        ["julia, number"] = (() => tensor(1.5f).jlstr(), "[], type = Float32, device = cpu, value = 1.5"),
        ["julia, vector"] = (() => tensor(new[] { 1.5f, -2f, 10f }).jlstr(), "[3], type = Float32, device = cpu\n 1.5 -2 10\n"),
        ["julia, aligned"] = (() => tensor(new[,] { { 1.25, -2 }, { 10, 0.5 } }).jlstr(), "[2x2], type = Float64, device = cpu\n 1.25  -2\n   10 0.5\n"),
        ["julia, five digits"] = (() => tensor(new[] { 0.123456789, 123456.789 }).jlstr(), "[2], type = Float64, device = cpu\n 0.12346 1.2346e+05\n"),
        ["julia, format"] = (() => tensor(new[] { 0.123456789 }).jlstr("f2"), "[1], type = Float64, device = cpu\n 0.12\n"),
        ["julia, truth"] = (() => tensor(new[] { true, false }).jlstr(), "[2], type = Bool, device = cpu\n True False\n"),
        ["julia, width"] = (() => arange(10, 30).jlstr(width: 14), "[20], type = Int64, device = cpu\n 10 11 12 ...\n"),
        ["julia, width of the widest row"] = (() => tensor(new long[,] { { 1, 2, 3, 4 }, { 1000, 2, 3, 4 } }).jlstr(width: 11), "[2x4], type = Int64, device = cpu\n    1 2 ...\n 1000 2 ...\n"),
        ["julia, three dimensions"] = (() => arange(8).reshape(2, 2, 2).jlstr(), "[2x2x2], type = Int64, device = cpu\n[0,..,..] =\n 0 1\n 2 3\n\n[1,..,..] =\n 4 5\n 6 7\n"),
        ["julia, four dimensions"] = (() => arange(4).reshape(1, 2, 1, 2).jlstr(), "[1x2x1x2], type = Int64, device = cpu\n[0,0,..,..] =\n 0 1\n\n[0,1,..,..] =\n 2 3\n"),
        ["numpy"] = (() => s_small.npstr(), "[[1, 2, 3]\n [4, 5, 6]]"),
        ["numpy, number"] = (() => tensor(7L).npstr(), "7"),
        ["numpy, long"] = (() => arange(2000).npstr(), "[0, 1, 2, ... 1997, 1998, 1999]"),
        ["numpy, many rows"] = (() => arange(14).reshape(7, 2).npstr(), "[[0, 1]\n [2, 3]\n [4, 5]\n ...\n [8, 9]\n [10, 11]\n [12, 13]]"),
        ["numpy, three dimensions"] = (() => arange(8).reshape(2, 2, 2).npstr(), "[[[0, 1]\n  [2, 3]]\n\n [[4, 5]\n  [6, 7]]]"),
        ["numpy, nothing"] = (() => zeros(0).npstr(), "[]"),
        ["c#"] = (() => tensor(new long[] { 1, 2, 3 }).cstr(), "[3], type = Int64, device = cpu, value = long [] {1L, 2L, 3L}"),
        ["c#, number"] = (() => tensor(1.5f).cstr(), "[], type = Float32, device = cpu, value = 1.5"),
        ["c#, matrix"] = (() => tensor(new[,] { { 1f, 2f }, { 3f, 4.5f } }).cstr(), "[2x2], type = Float32, device = cpu, value = \nfloat [,] {\n {1f, 2f},\n {3f, 4.5f}\n}"),
        ["c#, many"] = (() => arange(8).@int().cstr(), "[8], type = Int32, device = cpu, value = int [] {0, 1, 2, ... 5, 6, 7}"),
        ["c#, three dimensions"] = (() => arange(8).reshape(2, 2, 2).cstr(), "[2x2x2], type = Int64, device = cpu, value = \nlong [,,] {\n {{0L, 1L},\n  {2L, 3L}},\n {{4L, 5L},\n  {6L, 7L}}\n}"),
        ["c#, truth"] = (() => tensor(new[] { true, false }).cstr(), "[2], type = Bool, device = cpu, value = bool [] {True, False}"),
        ["c#, no number"] = (() => s_odd.cstr(), "[4], type = Float32, device = cpu, value = float [] {NaNf, Infinityf, -Infinityf, -0f}"),
        ["c#, nothing"] = (() => zeros(0, 3).cstr(), "[0x3], type = Float32, device = cpu, value = \nfloat [,] {\n \n}"),
        ["julia, no number"] = (() => s_odd.jlstr(), "[4], type = Float32, device = cpu\n NaN Infinity -Infinity -0\n"),
        ["julia, nothing"] = (() => zeros(0).jlstr(), "[0], type = Float32, device = cpu\n\n"),
        ["julia, no columns"] = (() => zeros(2, 0).jlstr(), "[2x0], type = Float32, device = cpu\n\n\n"),
        ["julia, no matrices"] = (() => zeros(0, 2, 2).jlstr(), "[0x2x2], type = Float32, device = cpu"),
        ["julia, too narrow for one number"] = (() => arange(1000, 1003).jlstr(width: 5), "[3], type = Int64, device = cpu\n ...\n"),
        ["numpy, no number"] = (() => s_odd.npstr(), "[NaN, Infinity, -Infinity, -0]"),
        ["numpy, no rows"] = (() => zeros(0, 3).npstr(), "[]"),
        ["numpy, no columns"] = (() => zeros(2, 0).npstr(), "[[]\n []]"),
        ["numpy, negative integers"] = (() => tensor(new[,] { { -1, 20 }, { 3, -400 } }).npstr(), "[[-1, 20]\n [3, -400]]"),
        ["numpy, four dimensions"] = (() => arange(4).reshape(2, 1, 2, 1).npstr(), "[[[[0]\n   [1]]]\n\n\n [[[2]\n   [3]]]]"),
        ["culture"] = (() => tensor(new[] { 1.5 }).npstr(cultureInfo: s_comma), "[1,5]"),
        ["new line"] = (() => s_small.npstr(newLine: "|"), "[[1, 2, 3]| [4, 5, 6]]"),
        ["ToString, style"] = (() => s_small.ToString(TorchSharp.TensorStringStyle.Numpy), "[[1, 2, 3]\n [4, 5, 6]]"),
        ["ToString, true"] = (() => s_small.ToString(true), s_small.jlstr()),
        ["a view"] = (() => s_small.T.npstr(), "[[1, 4]\n [2, 5]\n [3, 6]]"),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Tensor_InAStyle_ReadsAsInTorchSharp(string name) => Assert.Equal(s_cases[name].Expected, s_cases[name].Text());

    private static CultureInfo WithComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }

    [Fact]
    public void Print_ToTheConsole_WritesTheStyleAndReturnsTheTensor()
    {
        var before = Console.Out;
        using var writer = new StringWriter();
        Console.SetOut(writer);
        try
        {
            Assert.Same(s_small, s_small.print(style: TorchSharp.TensorStringStyle.Numpy));
        }
        finally
        {
            Console.SetOut(before);
        }
        Assert.Equal("[[1, 2, 3]\n [4, 5, 6]]" + Environment.NewLine, writer.ToString());
    }

    [Fact]
    public void PrintOptions_Set_ChangeTheDefaults()
    {
        try
        {
            set_printoptions(precision: 2, maxColumns: 2);
            torch.TensorStringStyle = TorchSharp.TensorStringStyle.Numpy;
            Assert.Equal("[1.00, ... 4.00]", arange(1.0, 5.0).str());
            set_printoptions(maxRows: 1, maxColumns: 1);
            Assert.Equal("[[0, ... 3]\n ...\n [8, ... 11]]", arange(12).reshape(3, 4).str());
            set_printoptions(TorchSharp.TensorStringStyle.CSharp, maxColumns: 6, floatFormat: "g5");
            Assert.StartsWith("[4], type = Float32, device = cpu, value = float [] {1f, ", arange(1.0, 5.0).str(), StringComparison.Ordinal);
        }
        finally
        {
            set_printoptions(TorchSharp.TensorStringStyle.Julia, "g5", 100, "\n", 6, 6);
        }
    }

    [Fact]
    public void Style_SetToDefaultOrUnknown_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => torch.TensorStringStyle = TorchSharp.TensorStringStyle.Default);
        Assert.Throws<InvalidEnumArgumentException>(() => s_small.ToString((TorchSharp.TensorStringStyle)9));
    }
}

/// <summary>Printing has process-wide defaults, and the console is one: these tests run beside nothing else.</summary>
[CollectionDefinition(nameof(PrintSettings), DisableParallelization = true)]
public class PrintSettings;
