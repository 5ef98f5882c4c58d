// Against sacreBLEU's README, the examples of the BLEU paper, and a second implementation (tests/golden/make_bleu.py, which was compared with nltk).

using System.Text.Json;

namespace TinyTransformer.Tests;

public class BleuTests
{
    private static readonly JsonElement s_golden = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("tests", "golden", "bleu.json"))).RootElement;

    [Fact]
    public void Corpus_TheExampleOfSacreBleusReadme_PrintsItsLine()
    {
        string[] hypotheses = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."];
        string[][] references = [["The dog bit the man.", "The dog had bit the man."], ["It was not unexpected.", "No one was surprised."], ["The man bit him first.", "The man had bitten the dog."]];
        Assert.Equal("BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)", new Bleu().Corpus(hypotheses, references).ToString());
    }

    // Papineni et al. 2002, section 2.1: modified unigram precision 2/7, 17/18 and 8/14; bigrams 10/17 and 1/13. Their tokens are the words in lower case.
    [Theory]
    [InlineData("the the the the the the the", 0, 2, 7, 0, 6)]
    [InlineData("it is a guide to action which ensures that the military always obeys the commands of the party", 1, 17, 18, 10, 17)]
    [InlineData("it is to insure the troops forever hearing the activity guidebook that party direct", 1, 8, 14, 1, 13)]
    public void Corpus_TheExamplesOfThePaper_HaveItsPrecisions(string hypothesis, int example, int matches1, int total1, int matches2, int total2)
    {
        string[][] references =
        [
            ["the cat is on the mat", "there is a cat on the mat"],
            ["it is a guide to action that ensures that the military will forever heed party commands",
             "it is the guiding principle which guarantees the military forces always being under the command of the party",
             "it is the practical guide for the army always to heed the directions of the party"],
        ];
        var precisions = new Bleu().Corpus([hypothesis], [references[example]]).Precisions;
        Assert.Equal((matches1, total1, matches2, total2), (precisions[0].Matches, precisions[0].Total, precisions[1].Matches, precisions[1].Total));
    }

    [Fact]
    public void Corpus_ByHand_IsPenaltyTimesGeometricMean()
    {
        var score = new Bleu().Corpus(["a b c d e"], ["a b c d f g"]);        // 4/5, 3/4, 2/3, 1/2; five words for six
        Assert.Equal(Math.Exp(1 - 6.0 / 5), score.BrevityPenalty, 1e-12);
        Assert.Equal(100 * Math.Exp(-0.2) * Math.Pow(0.8 * 0.75 * 2 / 3 * 0.5, 0.25), score.Score, 1e-9);
    }

    [Fact]
    public void Corpus_RandomCorpora_HaveTheSecondImplementationsScores()
    {
        foreach (var corpus in s_golden.GetProperty("corpora").EnumerateArray())
        {
            var bleu = new Bleu { Smoothing = Enum.Parse<BleuSmoothing>(corpus.GetProperty("smoothing").GetString()!), EffectiveOrder = corpus.GetProperty("effective").GetBoolean() };
            var score = bleu.Corpus(Strings(corpus.GetProperty("hypotheses")), [.. corpus.GetProperty("references").EnumerateArray().Select(Strings)]);
            Assert.Equal(corpus.GetProperty("score").GetDouble(), score.Score, 1e-9);
            Assert.Equal(corpus.GetProperty("counts").EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt32())), score.Precisions.Select(precision => (precision.Matches, precision.Total)));
            Assert.All(corpus.GetProperty("percents").EnumerateArray().Zip(score.Precisions), pair => Assert.Equal(pair.First.GetDouble(), pair.Second.Percent, 1e-9));
            Assert.Equal(corpus.GetProperty("penalty").GetDouble(), score.BrevityPenalty, 1e-12);
            Assert.Equal(corpus.GetProperty("lengths").EnumerateArray().Select(length => length.GetInt32()), [score.HypothesisLength, score.ReferenceLength]);
        }
    }

    [Fact]
    public void Tokens_RandomTexts_AreCutByTheRulesOf13a()
    {
        foreach (var text in s_golden.GetProperty("texts").EnumerateArray())
        {
            Assert.Equal(Strings(text.GetProperty("tokens")), new Bleu().Tokens(text.GetProperty("text").GetString()!));
        }
    }

    [Theory]
    [InlineData("Hello, world!", "Hello , world !")]
    [InlineData("It cost $1,000.50 in the U.S.", "It cost $ 1,000.50 in the U . S .")]
    [InlineData("well-known, 2-1; it's &quot;so&quot;", "well-known , 2 - 1 ; it's \" so \"")]
    [InlineData("", "")]
    public void Tokens_MarksAndNumbers(string text, string tokens) => Assert.Equal(tokens, string.Join(' ', new Bleu().Tokens(text)));

    [Fact]
    public void Corpus_OfItself_Is100() => Assert.Equal(100, new Bleu().Corpus(["the cat sat on the mat", "a dog"], ["the cat sat on the mat", "a dog"]).Score, 1e-9);

    [Fact]
    public void Corpus_IsNotTheMeanOfItsSentences()
    {
        string[] hypotheses = ["the cat sat on the mat", "dogs ran"], references = ["the cat sat on the mat", "a dog ran away"];
        var sentences = hypotheses.Zip(references).Average(pair => new Bleu { EffectiveOrder = true }.Corpus([pair.First], [pair.Second]).Score);
        Assert.True(Math.Abs(sentences - new Bleu().Corpus(hypotheses, references).Score) > 5);
    }

    [Fact]
    public void Corpus_OfLinesThatDoNotPair_SaysSo()
    {
        Assert.Equal("references: expected one line for each of 2 hypotheses (1 or more), got 1", Assert.Throws<ArgumentException>(() => new Bleu().Corpus(["a", "b"], ["a"])).Message);
        Assert.Equal("references: expected one line for each of 0 hypotheses (1 or more), got 0", Assert.Throws<ArgumentException>(() => new Bleu().Corpus([], Array.Empty<string>())).Message);
        Assert.Equal("references[1]: expected one or more, got none", Assert.Throws<ArgumentException>(() => new Bleu().Corpus(["a", "b"], [["a"], []])).Message);
    }

    private static string[] Strings(JsonElement items) => [.. items.EnumerateArray().Select(item => item.GetString()!)];
}
