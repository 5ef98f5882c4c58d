// Every number in prose is computed, or quoted from a source that is named here.

using System.Text.RegularExpressions;

namespace Notebooks.Tests;

public partial class ProseNumbersTests
{
    /// <summary>Numbers that no cell computes, each with where it comes from.</summary>
    private static readonly Dictionary<string, string> s_quoted = new()
    {
        ["112"] = "The Illustrated Transformer: the first word's score with itself",
        ["96"] = "The Illustrated Transformer: the first word's score with the second",
    };

    public static TheoryData<string> Notebooks => CommittedOutputsTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Numbers_OfTwoDigitsOrMore_OccurInAnOutputOrHaveASource(string notebook)
    {
        var file = NotebookFile.Read(Repository.File(notebook));
        var shown = Number().Matches(file.Shown).Select(match => match.Value.TrimStart('-', '−')).ToHashSet();
        var unknown = Number().Matches(NotANumber().Replace(file.Prose, " "))
            .Select(match => match.Value.TrimStart('-', '−'))
            .Where(number => number.Count(char.IsAsciiDigit) > 1 && !shown.Contains(number) && !s_quoted.ContainsKey(number));
        Assert.Empty(unknown);
    }

    // Links, code, years in citations, section and notebook numbers, and numbers in code's own notation are no claims.
    [GeneratedRegex(@"\]\([^)]*\)|`[^`]*`|et al\. \d{4}|sections? [\d.]+|notebook \d\d|\b\d\d[,:·] |^# \d\d|\b1e-?\d+|−1e-?\d+", RegexOptions.Multiline)]
    private static partial Regex NotANumber();

    [GeneratedRegex(@"[-−]?\d+(\.\d+)?")]
    private static partial Regex Number();
}
