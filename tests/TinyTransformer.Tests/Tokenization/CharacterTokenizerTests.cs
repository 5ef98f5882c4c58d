namespace TinyTransformer.Tests;

public class CharacterTokenizerTests
{
    [Fact]
    public void Encode_Characters_HaveTheirPlacesByCodePoint()
    {
        var tokenizer = CharacterTokenizer.Train(["hello", " é😀\uFFFF"]);
        Assert.Equal(["h·2", "e·1", "␣·0", "😀·7", "\uFFFF·6", "é·5"], tokenizer.Tokenize("he 😀\uFFFFé").Select(token => token.ToString()));
    }

    [Fact]
    public void Train_Specials_ComeFirstInTheirOrder()
    {
        var tokenizer = CharacterTokenizer.Train(["ba"], SpecialToken.Begin, SpecialToken.Pad);
        Assert.Equal(["<bos>", "<pad>", "a", "b"], Enumerable.Range(0, tokenizer.VocabularySize).Select(tokenizer.TokenText));
        Assert.Equal([(SpecialToken.Begin, 0), (SpecialToken.Pad, 1)], tokenizer.Specials.Select(special => (special.Key, special.Value)));
    }

    [Fact]
    public void Encode_AnUnknownCharacter_SaysWhichAndWhere()
    {
        var error = Assert.Throws<ArgumentException>(() => CharacterTokenizer.Train(["abc"]).Encode("ab😀"));
        Assert.Equal("text: '😀' (U+1F600) at 2 is not among the 3 characters of this tokenizer, and it has no <unk>", error.Message);
    }

    [Fact]
    public void Encode_AnUnknownCharacter_IsUnkWhereThereIsOne()
    {
        var tokens = CharacterTokenizer.Train(["abc"], SpecialToken.Unknown).Tokenize("a😀c");
        Assert.Equal([new Token(1, "a", 0, 1), new Token(0, "<unk>", 1, 2), new Token(3, "c", 3, 1)], tokens);
    }

    [Fact]
    public void Train_OnNothing_IsRefused()
    {
        Assert.Equal("texts: expected at least one character", Assert.Throws<ArgumentException>(() => CharacterTokenizer.Train(["", ""])).Message);
        Assert.Equal("texts: text 1 is null", Assert.Throws<ArgumentException>(() => CharacterTokenizer.Train(["a", null!])).Message);
    }

    [Theory]
    [InlineData("a", "tokens: \"a\" has the ids 0 and 1; each token must be there once")]
    [InlineData("", "specials: expected names of at least one character and without lone surrogates")]
    public void Train_WithASpecialThatCannotBe_SaysWhy(string special, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => CharacterTokenizer.Train(["a"], special)).Message);

    [Fact]
    public void Train_WithASpecialThatIsHalfACharacter_IsRefused() =>
        Assert.StartsWith("specials: ", Assert.Throws<ArgumentException>(() => CharacterTokenizer.Train(["a"], "\uD800")).Message);
}
