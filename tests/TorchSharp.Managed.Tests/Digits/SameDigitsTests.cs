// The same digits everywhere: the fixed program gives the same bytes with every width of vectors, without vectors, with and without tiered compilation, and on
// any number of threads. What one machine cannot show (another operating system, Arm), the rules of Kernels/Lanes.cs must carry; SourceTests holds those.

namespace TorchSharp.Managed.Tests.Digits;

public class SameDigitsTests
{
    public static TheoryData<string, string> Settings => new()
    {
        { "DOTNET_EnableAVX512", "0" },
        { "DOTNET_EnableAVX2", "0" },
        { "DOTNET_EnableHWIntrinsic", "0" },
        { "DOTNET_PreferredVectorBitWidth", "128" },
        { "DOTNET_TieredCompilation", "0" },
        { "DOTNET_TieredPGO", "0" },
        { FixedProgram.Threads, "1" },
        { FixedProgram.Threads, "2" },
        { FixedProgram.Threads, "7" },
    };

    private static readonly Lazy<string> s_here = new(() => ChildProgram.Run(nameof(FixedProgram)));

    [Theory]
    [MemberData(nameof(Settings))]
    public void FixedProgram_UnderASettingOfTheRuntime_GivesTheSameBytes(string name, string value) =>
        Assert.Equal(s_here.Value.Split('\n'), ChildProgram.Run(nameof(FixedProgram), (name, value)).Split('\n'));

    /// <summary>A setting that the runtime no longer knows would leave all as it is, and the digits the same.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", 256)]
    [InlineData("DOTNET_EnableAVX2", "0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", 0)]
    [InlineData("DOTNET_PreferredVectorBitWidth", "128", 128)]
    public void SettingOfTheRuntime_ThatIsMeantTo_NarrowsTheVectors(string name, string value, int widest) =>
        Assert.InRange(int.Parse(ChildProgram.Run(nameof(VectorPath), (name, value))), 0, widest);

    /// <summary>A machine of another kind must find the digits that this file holds. Who changes a kernel's digits on purpose has them written anew by APPROVE=1.</summary>
    [Fact]
    public void FixedProgram_OnThisMachine_GivesTheCommittedBytes()
    {
        var path = Repository.PathOf("tests", "TorchSharp.Managed.Tests", "Digits", "digits.txt");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(path, s_here.Value.TrimEnd('\n') + "\n");
        }
        Assert.Equal(File.ReadAllLines(path), s_here.Value.Split('\n'));
    }

    [Fact]
    public void Matmul_OfManyShapes_IsThreeLoopsBitForBit()
    {
        foreach (var (m, k, n) in Products.Shapes().Concat(Products.LongShapes()))
        {
            Products.SameAsThreeLoops<float>(m, k, n);
            Products.SameAsThreeLoops<double>(m, k, n);
        }
    }
}
