namespace TinyTransformer.Tests;

public class ExactMatchTests
{
    [Fact]
    public void Of_ThreeSentences_CountsEachTag()
    {
        var match = ExactMatch.Of(["il dort .", "elle ne lit pas .", "x"], ["il dort .", "elle ne lit pas .", "y"], ["plain", "negation agreement negation", "negation"]);
        Assert.Equal([("all", 3, 2), ("agreement", 1, 1), ("negation", 2, 1), ("plain", 1, 1)], match.Rows.Select(row => (row.Tag, row.Sentences, row.Right)));
        Assert.Equal("all           2 of     3   66.7 %\nagreement     1 of     1  100.0 %\nnegation      1 of     2   50.0 %\nplain         1 of     1  100.0 %\n", match.ToString());
    }

    [Fact]
    public void Of_TheCorpusOfPhrases_CountsAsItsTagsDo()
    {
        var (french, tags) = (Lines("test.fr"), Lines("test.tags"));
        var match = ExactMatch.Of([.. french.Select((line, i) => i % 2 == 0 ? line : "")], french, tags);
        Assert.Equal((400, 200), (match.Rows[0].Sentences, match.Rows[0].Right));
        var negation = match.Rows.Single(row => row.Tag == "negation");
        Assert.Equal(tags.Count(line => line.Split(' ').Contains("negation")), negation.Sentences);
        Assert.Equal(tags.Where((line, i) => i % 2 == 0 && line.Split(' ').Contains("negation")).Count(), negation.Right);
    }

    [Fact]
    public void Of_LinesThatDoNotPair_SaysSo()
    {
        Assert.Equal("references: expected one line for each of 1 hypotheses (1 or more), got 2", Assert.Throws<ArgumentException>(() => ExactMatch.Of(["a"], ["a", "b"])).Message);
        Assert.Equal("tags: expected one line for each of 1 hypotheses (1 or more), got 0", Assert.Throws<ArgumentException>(() => ExactMatch.Of(["a"], ["a"], [])).Message);
    }

    private static string[] Lines(string name) => File.ReadAllLines(Repository.PathOf("data", "phrases-en-fr", name));
}
