// Every number in prose is computed, or quoted from a source that is named here.

using System.Text.RegularExpressions;

namespace Notebooks.Tests;

public partial class ProseNumbersTests
{
    /// <summary>Numbers that no cell of a notebook computes, each with the source that it is quoted from: Quoted/03-attention-by-hand.tsv, of a solution Quoted/solutions/….</summary>
    private static Dictionary<string, string> Quoted(string notebook)
    {
        var list = Repository.File($"tests/Notebooks.Tests/Quoted/{Path.ChangeExtension(Path.GetRelativePath("notebooks", notebook), "tsv")}");
        return File.Exists(list) ? File.ReadLines(list).Select(line => line.Split('\t')).ToDictionary(line => line[0], line => line[1]) : [];
    }

    public static TheoryData<string> Notebooks => CommittedOutputsTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Numbers_OfTwoDigitsOrMore_OccurInAnOutputOrHaveASource(string notebook)
    {
        var file = NotebookFile.Read(Repository.File(notebook));
        var quoted = Quoted(notebook);
        var shown = Number().Matches(file.Shown).Select(match => match.Value.TrimStart('-', '−')).ToHashSet();
        var claimed = Claimed(file);
        Assert.Equal([], claimed.Except(shown).Except(quoted.Keys));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Quotes_OfANotebook_AreMadeThere_AndNameTheirSource(string notebook)
    {
        var quoted = Quoted(notebook);
        Assert.Empty(quoted.Keys.Except(Claimed(NotebookFile.Read(Repository.File(notebook)))));
        Assert.All(quoted.Values, source => Assert.InRange(source.Trim().Length, 10, 300));
    }

    // Thousands are written 124,439,808 in prose and outputs alike.
    private static List<string> Claimed(NotebookFile file) => [.. Number().Matches(NotANumber().Replace(file.Prose, " "))
        .Select(match => match.Value.TrimStart('-', '−'))
        .Where(number => number.Count(char.IsAsciiDigit) > 1)];

    // Links, code, years in citations, section and notebook numbers, and numbers in code's own notation are no claims.
    [GeneratedRegex(@"\]\([^)]*\)|`[^`]*`|et al\. \d{4}|sections? [\d.]+|notebook \d\d|\b\d\d[,:·] |^# \d\d|\b1e-?\d+|−1e-?\d+", RegexOptions.Multiline)]
    private static partial Regex NotANumber();

    [GeneratedRegex(@"[-−]?\d{1,3}(,\d{3})+(\.\d+)?|[-−]?\d+(\.\d+)?")]
    private static partial Regex Number();
}
