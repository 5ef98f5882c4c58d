// The table of src/README.md between <!-- api:begin --> and <!-- api:end --> is the computed one. APPROVE=1 in the environment writes it there:
//   APPROVE=1 dotnet test --project tests/TorchSharp.Managed.Tests -- --filter-class "*ApiCoverageTests"

namespace TorchSharp.Managed.Tests.Api;

public class ApiCoverageTests
{
    private const string Begin = "<!-- api:begin -->", End = "<!-- api:end -->";

    [Fact]
    public void ReadmeTable_BetweenTheMarkers_IsTheComputedOne()
    {
        var path = Repository.PathOf("src", "README.md");
        Assert.True(File.Exists(path), $"src/README.md is missing; it needs the lines {Begin} and {End}, and between them this table.");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, $"src/README.md has no {Begin} before an {End}.");
        var expected = "\n\n" + ApiCoverage.Table(ApiList.Load(), ApiTests.EngineTypes()) + "\n";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1") File.WriteAllText(path, text[..(from + Begin.Length)] + expected + text[to..]);
        else Assert.True(text[(from + Begin.Length)..to].ReplaceLineEndings("\n") == expected, "The table of src/README.md is not the engine's. APPROVE=1 rewrites it. It should read:\n" + expected);
    }

    [Fact]
    public void Table_OfAFixture_CountsTheLinesThatAreThere()
    {
        var list = ApiList.Parse(["## sealed class Fixtures.Dog   [namespace TorchSharp.Managed.Tests.Api.Fixtures]", "    x;", "## sealed class Dog   [namespace TorchSharp.Managed.Tests.Api.Fixtures]", "    double? weight;", "    void Bark();"]);
        Assert.Contains("| `sealed class Dog` | 1 | 2 |\n| 1 of 2 types | 1 | 3 |\n", ApiCoverage.Table(list, [typeof(Fixtures.Dog)]), StringComparison.Ordinal);
    }
}
