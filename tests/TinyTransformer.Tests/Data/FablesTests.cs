// The fables are what their README says: their form, their number, and that they do not live from formulas.

using System.Text.RegularExpressions;

namespace TinyTransformer.Tests;

public partial class FablesTests
{
    private static readonly string[][] s_stories =
    [
        .. new[] { "part-1.txt", "part-2.txt" }.SelectMany(part =>
            File.ReadAllText(Repository.PathOf("data", "fables", part)).TrimEnd('\n').Split("\n\n").Select(story => story.Split('\n'))),
    ];

    [Fact]
    public void Stories_OfBothParts_AreAsManyAndAsLongAsTheReadmeSays()
    {
        var readme = File.ReadAllText(Repository.PathOf("data", "fables", "README.md"));
        var text = string.Concat(new[] { "part-1.txt", "part-2.txt" }.Select(part => File.ReadAllText(Repository.PathOf("data", "fables", part))));
        Assert.Contains($"{s_stories.Length} short stories", readme, StringComparison.Ordinal);
        Assert.Contains($"{text.Length:N0} bytes, {text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length:N0} words, {Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).Distinct().Count():N0} different ones", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Stories_Each_HaveATitleAndTwoToSixParagraphsOfAscii() => Assert.All(s_stories, story =>
    {
        Assert.InRange(story.Length, 3, 7);
        Assert.Matches(@"^[A-Z][\w ,'-]*[\w'?]$", story[0]);
        Assert.All(story, line => Assert.Matches(@"^[ -~]+$", line));
        Assert.All(story[1..], paragraph => Assert.Matches("[.?!]\"?$", paragraph));
    });

    [Fact]
    public void Titles_OfAllStories_AreDistinct() => Assert.Distinct(s_stories.Select(story => story[0]));

    [Fact]
    public void SixWordsInARow_OfAnyStory_OccurInAtMostOnePercentOfThem()
    {
        var stories = s_stories.SelectMany(story => SixGrams(story).Distinct()).GroupBy(gram => gram).MaxBy(group => group.Count())!;
        Assert.True(stories.Count() <= s_stories.Length / 100, $"\"{stories.Key}\" occurs in {stories.Count()} of {s_stories.Length} stories");
    }

    private static IEnumerable<string> SixGrams(string[] story)
    {
        var words = Word().Matches(string.Join(' ', story).ToLowerInvariant()).Select(match => match.Value).ToArray();
        return Enumerable.Range(0, Math.Max(0, words.Length - 5)).Select(i => string.Join(' ', words[i..(i + 6)]));
    }

    [GeneratedRegex("[a-z']+")]
    private static partial Regex Word();
}
