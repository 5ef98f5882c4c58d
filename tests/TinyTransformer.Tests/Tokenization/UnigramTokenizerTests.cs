using FsCheck;
using FsCheck.Fluent;

namespace TinyTransformer.Tests;

public class UnigramTokenizerTests
{
    // ab + c: 0.3 · 0.2; a + bc: 0.1 · 0.25; a + b + c: 0.1 · 0.1 · 0.2.
    private static readonly UnigramTokenizer s_small = UnigramTokenizer.Of([("ab", Math.Log(.3)), ("bc", Math.Log(.25)), ("c", Math.Log(.2)), ("a", Math.Log(.1)), ("b", Math.Log(.1))]);

    [Fact]
    public void Segmentations_OfAWord_ComeByTheirProbability()
    {
        var ways = s_small.Segmentations("abc", 10);
        Assert.Equal(["ab|c", "a|bc", "a|b|c"], ways.Select(way => string.Join('|', way.Pieces)));
        Assert.Equal([.06, .025, .002], ways.Select(way => Math.Exp(way.LogProbability)), (expected, actual) => Math.Abs(expected - actual) < 1e-12);
        Assert.Equal(2, s_small.Segmentations("abc", 2).Count);
    }

    [Fact]
    public void Encode_OfAnyWord_IsTheBestOfAllItsCuts() =>
        Prop.ForAll(Gen.Elements("a", "b", "c", "é", "😀", "the", "cat").ArrayOf().Select(bits => string.Concat(bits.Take(6))).ToArbitrary(), text =>
        {
            var best = PreTokenizer.Split(text).SelectMany(word => AllCuts(word).MaxBy(way => way.Score).Ids);
            Assert.Equal(Score(best), Score(Samples.Unigrams.Encode(text)), 1e-9);
        }).Check(Samples.Runs(300));

    [Fact]
    public void Segmentations_OfAnyWord_AreTheBestOfAllItsCuts() =>
        Prop.ForAll(Gen.Elements("a", "b", "t", "he", "at", "é").ArrayOf().Select(bits => string.Concat(bits.Take(6))).Where(word => word.Length > 0).ToArbitrary(), word =>
        {
            var scores = AllCuts(word).Select(way => way.Score).OrderDescending().Take(5);
            var ways = Samples.Unigrams.Segmentations(word, 5);
            Assert.Equal(scores, ways.Select(way => way.LogProbability), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
            Assert.Equal(Samples.Unigrams.Encode(word), ways[0].Ids);
            Assert.All(ways, way => Assert.Equal(word, Samples.Unigrams.Decode(way.Ids)));
        }).Check(Samples.Runs(200));

    [Fact]
    public void Encode_OfEquallyGoodCuts_TakesTheLongerLastPiece() =>
        Assert.Equal(["a", "bc"], UnigramTokenizer.Of([("ab", -1), ("bc", -1), ("a", -1), ("c", -1)]).Tokenize("abc").Select(token => token.Text));

    [Fact]
    public void Encode_ACharacterWithoutAPiece_IsItsBytes()
    {
        var tokens = s_small.Tokenize("a€");
        Assert.Equal([new Token(s_small.IdOf("a"), "a", 0, 1), new Token(0xE2, "⟨E2⟩", 1, 1), new Token(0x82, "⟨82⟩", 2, 0), new Token(0xAC, "⟨AC⟩", 2, 0)], tokens);
        Assert.Equal(Math.Log(.1) - 10, s_small.Segmentations("€", 1)[0].LogProbability);
    }

    [Fact]
    public void Encode_WithoutAnyPiece_IsAllBytes() => Assert.Equal([240, 159, 152, 128, 97], UnigramTokenizer.Of([]).Encode("😀a"));

    [Fact]
    public void Train_Vocabulary_HasTheSizeAndEveryCharacter()
    {
        Assert.Equal(350, Samples.Unigrams.VocabularySize);
        Assert.Equal([SpecialToken.Pad, SpecialToken.EndOfText], Samples.Unigrams.Specials.Keys);
        Assert.All(string.Concat(Samples.Prose).EnumerateRunes(), rune => Assert.NotNull(Samples.Unigrams.LogProbability(Samples.Unigrams.IdOf(rune.ToString()))));
    }

    [Fact]
    public void LogProbability_OverThePieces_SumsToOne()
    {
        var logs = Enumerable.Range(0, 350).Select(Samples.Unigrams.LogProbability).ToList();
        Assert.Equal(1, logs.Sum(log => log is { } value ? Math.Exp(value) : 0), 1e-9);
        Assert.Equal(258, logs.Count(log => log is null));
        Assert.Equal(logs.Skip(258).OrderDescending(), logs.Skip(258));
    }

    [Fact]
    public void Train_ToASizeThatCannotBe_SaysWhich()
    {
        var message = "vocabularySize: expected 258 (0 special tokens, 256 bytes, 2 characters) to 259 (all pieces of the texts), got ";
        Assert.Equal(message + "257", Assert.Throws<ArgumentException>(() => UnigramTokenizer.Train(["abab"], 257)).Message);
        Assert.Equal(message + "260", Assert.Throws<ArgumentException>(() => UnigramTokenizer.Train(["abab"], 260)).Message);
    }

    [Fact]
    public void Sample_ManyTimes_TakesEachCutByItsShare()
    {
        var random = new Random(1);
        var draws = Enumerable.Range(0, 20_000).Select(_ => string.Join('|', s_small.Sample("abc", .5, random).Select(s_small.TokenText))).CountBy(cut => cut).ToDictionary();
        var total = Math.Sqrt(.06) + Math.Sqrt(.025) + Math.Sqrt(.002);
        Assert.Equal(Math.Sqrt(.06) / total, draws["ab|c"] / 20_000.0, .02);    // the standard deviation is .0035
        Assert.Equal(Math.Sqrt(.002) / total, draws["a|b|c"] / 20_000.0, .02);
    }

    [Fact]
    public void Sample_OfAnyText_GivesTheTextBack()
    {
        var random = new Random(2);
        Prop.ForAll(Samples.WellFormedTexts, text => Assert.Equal(text, Samples.Unigrams.Decode(Samples.Unigrams.Sample(text, .2, random)))).Check(Samples.Runs(200));
    }

    [Fact]
    public void Sample_WithALargeAlpha_IsTheBestCut() => Assert.Equal(s_small.Encode("abc abc"), s_small.Sample("abc abc", 1000, new Random(3)));

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Sample_WithAnAlphaThatIsNone_IsRefused(double alpha) =>
        Assert.Equal($"alpha: expected 0 or more, got {alpha}", Assert.Throws<ArgumentException>(() => s_small.Sample("a", alpha, new Random(4))).Message);

    [Fact]
    public void Segmentations_OfTwoWordsOrNone_AreRefused()
    {
        Assert.Contains("got \"a b\"", Assert.Throws<ArgumentException>(() => s_small.Segmentations("a b", 1)).Message);
        Assert.Equal("count: expected 1 or more, got 0", Assert.Throws<ArgumentException>(() => s_small.Segmentations("a", 0)).Message);
    }

    // Every way to cut a word into pieces, a character without a piece standing as its bytes, with the sum of the log probabilities.
    private static IEnumerable<(int[] Ids, double Score)> AllCuts(string word)
    {
        if (word.Length == 0)
        {
            return [([], 0)];
        }
        var pieces = Enumerable.Range(258, Samples.Unigrams.VocabularySize - 258).Where(id => word.StartsWith(Samples.Unigrams.TokenText(id), StringComparison.Ordinal)).Select(id => (Ids: new[] { id }, Samples.Unigrams.TokenText(id).Length)).ToList();
        var character = System.Text.Rune.GetRuneAt(word, 0).ToString();
        if (pieces.All(piece => piece.Length != character.Length))
        {
            pieces.Add(([.. System.Text.Encoding.UTF8.GetBytes(character).Select(b => 2 + b)], character.Length));
        }
        return pieces.SelectMany(piece => AllCuts(word[piece.Length..]).Select(rest => (Ids: (int[])[.. piece.Ids, .. rest.Ids], Score(piece.Ids) + rest.Score)));
    }

    private static double Score(IEnumerable<int> ids)
    {
        var least = Enumerable.Range(258, Samples.Unigrams.VocabularySize - 258).Min(id => Samples.Unigrams.LogProbability(id)!.Value);
        return ids.Sum(id => Samples.Unigrams.LogProbability(id) ?? ((id - 2 & 0xC0) == 0x80 ? 0 : least - 10)); // a character's penalty stands with its first byte
    }
}
