using FsCheck;
using FsCheck.Fluent;

namespace TinyTransformer.Tests;

public class BytePairTokenizerTests
{
    [Fact]
    public void Encode_OfAnyText_GivesWhatTheNaiveEncoderGives() =>
        Prop.ForAll(Samples.WellFormedTexts, text => Assert.Equal(NaiveBytePairs.Encode(text, Samples.BytePairs.Merges), Samples.BytePairs.Encode(text))).Check(Samples.Runs(300));

    [Fact]
    public void Encode_OfLongWords_GivesWhatTheNaiveEncoderGives()
    {
        var tokenizer = BytePairTokenizer.Train(["abababaabbaaabbbabaabab"], 266);
        var texts = Gen.Elements('a', 'b').ArrayOf(150).Select(letters => new string(letters)).ToArbitrary();
        Prop.ForAll(texts, text => Assert.Equal(NaiveBytePairs.Encode(text, tokenizer.Merges), tokenizer.Encode(text))).Check(Samples.Runs(100));
    }

    [Fact]
    public void Encode_OfOneLetterAHundredThousandTimes_Ends()
    {
        var tokenizer = BytePairTokenizer.Train(["aaaaaaaa"], 259);
        Assert.Equal(Enumerable.Repeat(tokenizer.IdOf("aaaaaaaa"), 12500), tokenizer.Encode(new string('a', 100_000)));
    }

    [Fact]
    public void Trace_OfAWord_ShowsTheRulesThatApplied()
    {
        var tokenizer = BytePairTokenizer.Train([string.Concat(Enumerable.Repeat(" low", 5).Concat(Enumerable.Repeat(" newest", 6)))], 262);
        // By count and then by ids the rules are " n", es, ew, " new", est, " newest"; " lowest" has a place for two of them.
        var steps = tokenizer.Trace(" lowest").Select(step => $"{step.Merge?.Text}: {string.Join('|', step.Pieces)}");
        Assert.Equal([":  |l|o|w|e|s|t", "es:  |l|o|w|es|t", "est:  |l|o|w|est"], steps);
    }

    [Fact]
    public void Trace_LastStep_IsWhatEncodeGives() =>
        Prop.ForAll(Samples.Texts, text =>
        {
            var traced = PreTokenizer.Split(text).SelectMany(word => Samples.BytePairs.Trace(word)[^1].Pieces);
            Assert.Equal(Samples.BytePairs.Tokenize(text).Select(token => token.Text), traced);
        }).Check(Samples.Runs(200));

    [Fact]
    public void Trace_OfTwoWords_IsRefused() =>
        Assert.Equal("word: expected one word as PreTokenizer.Split gives it, got \"a b\"", Assert.Throws<ArgumentException>(() => Samples.BytePairs.Trace("a b")).Message);

    [Fact]
    public void Tokenize_ASplitCharacter_BelongsToItsFirstByte()
    {
        var tokenizer = BytePairTokenizer.Train(["€₭€₭"], 257);            // E2 82 AC and E2 82 AD: 82 AC, 82 AD and AC E2 are there twice, E2 82 four times
        Assert.Equal([new Token(97, "a", 0, 1), new Token(256, "⟨E2 82⟩", 1, 1), new Token(0xAC, "⟨AC⟩", 2, 0), new Token(98, "b", 2, 1)], tokenizer.Tokenize("a€b"));
        Assert.Equal("⟨E2 82⟩·256", tokenizer.Tokenize("€")[0].ToString());
    }

    [Fact]
    public void Tokenize_ATokenThatEndsOneCharacterAndBeginsAnother_CoversTheSecond()
    {
        // Pairs of "кйкйкй", D0 BA D0 B9 …: D0 BA 3, BA D0 3, D0 B9 3, B9 D0 2. The lowest ids win: BA+D0.
        var tokenizer = BytePairTokenizer.Train(["кйкйкй"], 257);
        Assert.Equal([new Token(0xD0, "⟨D0⟩", 0, 1), new Token(256, "⟨BA D0⟩", 1, 1), new Token(0xB9, "⟨B9⟩", 2, 0)], tokenizer.Tokenize("кй"));
    }

    [Fact]
    public void Encode_SpecialTokens_AreTokensOnlyWhereAllowed()
    {
        var tokenizer = BytePairTokenizer.Train(["ab"], 259, "<|a|>", "<|a|><|b|>");
        Assert.DoesNotContain(257, tokenizer.Encode("x<|a|>"));
        Assert.Equal([new Token('x', "x", 0, 1), new Token(258, "<|a|><|b|>", 1, 10), new Token(257, "<|a|>", 11, 5)], tokenizer.Tokenize("x<|a|><|b|><|a|>", "<|a|>", "<|a|><|b|>"));
        Assert.Equal("x<|a|>", tokenizer.Decode(['x', 257]));
        Assert.Equal("x", tokenizer.Decode(['x', 257], specials: false));
    }

    [Fact]
    public void Encode_AnAllowedNameThatIsNoSpecialToken_IsRefused() =>
        Assert.Equal("allowedSpecials: expected special tokens of this tokenizer (<|endoftext|>), got \"<eos>\"", Assert.Throws<ArgumentException>(() => Samples.BytePairs.Encode("", "<eos>")).Message);

    [Theory]
    [InlineData(256, "vocabularySize: expected at least 257 (256 bytes, 1 special tokens), got 256")]
    [InlineData(260, "vocabularySize: after 2 merges every word of the texts is one token, so expected at most 259, got 260")]
    public void Train_ToASizeThatCannotBe_SaysWhich(int size, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => BytePairTokenizer.Train(["abc"], size, SpecialToken.EndOfText)).Message);

    [Fact]
    public void Train_ToTheBytesAlone_MergesNothing() => Assert.Equal([0xE2, 0x82, 0xAC], BytePairTokenizer.Train(["€€"], 256).Encode("€"));

    [Theory]
    [InlineData(-1)]
    [InlineData(300)]
    public void Ids_OutsideTheVocabulary_AreRefused(int id)
    {
        var message = $"id: expected 0 to 299 in a vocabulary of 300 tokens, got {id}";
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Samples.BytePairs.Decode([0, id])).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Samples.BytePairs.TokenText(id)).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new StreamingDecoder(Samples.BytePairs).Add(id)).Message);
    }

    [Fact]
    public void IdOf_ATextThatIsNoToken_IsRefused() =>
        Assert.Equal("token: \"zebra\" is not in this vocabulary of 300 tokens", Assert.Throws<ArgumentException>(() => Samples.BytePairs.IdOf("zebra")).Message);
}
