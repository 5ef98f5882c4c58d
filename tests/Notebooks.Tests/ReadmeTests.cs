// README.md says what is true: its picture is what the library draws, its links lead somewhere, its commands are the ones that are run.

using System.Text.RegularExpressions;
using TinyTransformer;
using TorchSharp;

namespace Notebooks.Tests;

public partial class ReadmeTests
{
    private static readonly string s_readme = File.ReadAllText(Repository.File("README.md"));

    public static TheoryData<string> Documents => [.. new[] { "README.md", "src/README.md", "bench/README.md", "tests/golden/README.md", "notebooks/README.md", "notebooks/notation.md" }.Where(path => File.Exists(Repository.File(path)))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_ToFiles_LeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Repository.File(document))!;
        var missing = Link().Matches(File.ReadAllText(Repository.File(document)))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(folder, target)));
        Assert.Empty(missing);
    }

    [Fact]
    public void Commands_OfTheReadme_AreTheTwoThatAreTested()
    {
        Assert.Contains("\ndotnet run --project src/Lab -- run notebooks/\n", s_readme);
        Assert.Contains("\ndotnet test\n", s_readme);
        Assert.Contains(" dotnet test\n", File.ReadAllText(Repository.File(".ci/run")));
    }

    [Fact]
    public void Notebooks_OfTheMap_AreThoseThatExist() =>
        Assert.Equal(
            Repository.Walk.Select(Path.GetFileName),
            MapRow().Matches(s_readme).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Picture_OfTheReadme_IsWhatTheLibraryDraws()
    {
        // APPROVE=1 writes it anew, to be looked at and committed.
        var query = torch.tensor(new float[,] { { 1, 0 }, { 0, 1 }, { 1, 1 } });
        var key = torch.tensor(new float[,] { { 1, 0 }, { 1, 1 }, { 0, 1 } });
        var causal = AttentionMask.Causal(3);
        var pattern = ScaledDotProductAttention.Attend(query, key, key, causal).Pattern;
        var figure = Show.Pattern(pattern, ["the", "cat", "sat"], "Nobody looks ahead", causal);
        var path = Repository.File("notebooks/images/causal-pattern.png");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            figure.SavePng(path);
        }
        Assert.Equal(figure.ToPng(), File.ReadAllBytes(path));
    }

    [GeneratedRegex("""(?:\]\(|src=")([^)\s"]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| \[[^\]]*\]\(notebooks/([^)]+\.ipynb)\)", RegexOptions.Multiline)]
    private static partial Regex MapRow();
}
