// The tables of src/README.md between their markers are the computed ones. APPROVE=1 in the environment writes them there:
//   APPROVE=1 dotnet test --project tests/TorchSharp.Managed.Tests -- --filter-class "*ApiCoverageTests"

namespace TorchSharp.Managed.Tests.Api;

public class ApiCoverageTests
{
    private static readonly ApiList s_list = ApiList.Load();

    [Fact]
    public void ReadmeTable_BetweenTheMarkers_IsTheComputedOne() => RequireInReadme("api", ApiCoverage.Table(s_list, ApiTests.EngineTypes()));

    [Fact]
    public void ReadmeLeftOut_BetweenTheMarkers_IsTheComputedOne() => RequireInReadme("left-out", ApiCoverage.LeftOutTable(LeftOut.Load(), s_list, Missing().Where(m => ApiCoverage.Reason(LeftOut.Load(), m) is not null)));

    [Fact]
    public void MissingMembers_Each_HaveAReason()
    {
        var reasons = LeftOut.Load();
        var without = Missing().Where(m => ApiCoverage.Reason(reasons, m) is null).Select(m => $"{m.Type}: {m.Line}");
        Assert.True(!without.Any(), "TorchSharp's list has these, the engine has not, and Api/left-out.txt has no reason:\n" + string.Join("\n", without));
    }

    [Fact]
    public void LeftOutPatterns_Each_AreOfAMissingMember()
    {
        var missing = Missing().ToArray();
        var stale = LeftOut.Load().SelectMany(r => r.Patterns).Where(p => !missing.Any(m => System.Text.RegularExpressions.Regex.IsMatch($"{m.Type}: {m.Line}", p)));
        Assert.True(!stale.Any(), "Api/left-out.txt has patterns that no missing member needs: " + string.Join("   ", stale));
    }

    [Fact]
    public void Table_OfAFixture_CountsTheLinesThatAreThere()
    {
        var list = ApiList.Parse(["## sealed class Fixtures.Dog   [namespace TorchSharp.Managed.Tests.Api.Fixtures]", "    x;", "## sealed class Dog   [namespace TorchSharp.Managed.Tests.Api.Fixtures]", "    double? weight;", "    void Bark();"]);
        Assert.Contains("| `sealed class Dog` | 1 | 2 |\n| 0 more types, each whole | 0 | 0 |\n| 1 of 2 types | 1 | 3 |\n", ApiCoverage.Table(list, [typeof(Fixtures.Dog)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_OverrideOfAnInheritedMember_IsThere()
    {
        var list = ApiList.Parse(["## sealed class Dog   [namespace TorchSharp.Managed.Tests.Api.Fixtures]", "    protected override void Rest(bool sleep);", "    override void Bark();"]);
        Assert.Equal([("Dog", "override void Bark();")], ApiCoverage.Missing(list, [typeof(Fixtures.Dog)]));
    }

    private static IEnumerable<(string Type, string Line)> Missing() => ApiCoverage.Missing(s_list, ApiTests.EngineTypes());

    private static void RequireInReadme(string name, string table)
    {
        var (begin, end) = ($"<!-- {name}:begin -->", $"<!-- {name}:end -->");
        var path = Repository.PathOf("src", "README.md");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, $"src/README.md has no {begin} before an {end}.");
        var expected = $"\n\n{table}\n";
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(path, text[..(from + begin.Length)] + expected + text[to..]);
            return;
        }
        Assert.True(text[(from + begin.Length)..to].ReplaceLineEndings("\n") == expected, $"The table \"{name}\" of src/README.md is not the engine's. APPROVE=1 rewrites it. It should read:\n" + expected);
    }
}
