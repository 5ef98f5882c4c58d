namespace TinyTransformer.Tests;

public class WordTokenizerTests
{
    [Fact]
    public void Train_Vocabulary_IsTheSpecialsAndThenTheWordsByCount()
    {
        var tokenizer = WordTokenizer.Train(["b a c", "c b , c"]);
        Assert.Equal(["<pad>", "<unk>", "<bos>", "<eos>", "c", "b", ",", "a"], Enumerable.Range(0, tokenizer.VocabularySize).Select(tokenizer.TokenText));
    }

    [Theory]
    [InlineData("The cat, the mat.", "The|cat|,|the|mat|.")]
    [InlineData("don't 'quote' rock'n'roll l’été", "don't|'|quote|'|rock'n'roll|l’été")]
    [InlineData("nai\u0308ve x2 3.14 ½", "nai\u0308ve|x2|3|.|14|½")]
    [InlineData("👩‍💻👍🏽!!", "👩‍|💻|👍|🏽|!|!")]
    [InlineData("日本語。 \t\r\n", "日本語|。")]
    public void Normalize_Text_PutsOneSpaceBetweenTokens(string text, string tokens) => Assert.Equal(tokens.Replace('|', ' '), WordTokenizer.Train(["x"]).Normalize(text));

    [Theory]
    [InlineData("l' eau d' aujourd'hui , n' est-ce pas ?", "l'|eau|d'|aujourd'hui|,|n'|est-ce|pas|?")]
    [InlineData("The king 's cat.  It sat...\n", "The|king|'s|cat|.|It|sat|.|.|.")]
    [InlineData("3.14 a.b. ?! \"so,\" 日本語。 👍🏽!", "3.14|a.b|.|?|!|\"so,\"|日本語。|👍🏽|!")]
    public void Normalize_TextAtBlanks_TakesOnlyFinalMarksOff(string text, string tokens)
    {
        var tokenizer = WordTokenizer.Train([text], atBlanks: true);
        Assert.Equal(tokens.Replace('|', ' '), tokenizer.Normalize(text));
        Assert.Equal(tokenizer.Normalize(text), tokenizer.Decode(tokenizer.Encode(text)));
        Assert.Equal(tokenizer.Normalize(text), tokenizer.Normalize(tokenizer.Normalize(text)));
    }

    [Fact]
    public void Load_ATokenizerAtBlanks_SplitsAsBefore()
    {
        using var folder = new TempFolder();
        WordTokenizer.Train(["l' eau est-ce"], atBlanks: true).Save(folder.PathOf("t.json"));
        Assert.Equal(["l'", "eau", "est-ce"], Tokenizer.Load(folder.PathOf("t.json")).Tokenize("l' eau est-ce").Select(token => token.Text));
    }

    [Fact]
    public void Encode_WordsBelowTheMinimumCount_AreUnknown()
    {
        var tokenizer = WordTokenizer.Train(["the cat the dog"], minimumCount: 2);
        Assert.Equal([new Token(4, "the", 0, 3), new Token(1, "<unk>", 5, 3)], tokenizer.Tokenize("the  cat"));
    }

    [Fact]
    public void Encode_LowerCase_TakesTheAndTheForOne()
    {
        var tokenizer = WordTokenizer.Train(["The the ÉTÉ"], lowerCase: true);
        Assert.Equal("the the été", tokenizer.Decode(tokenizer.Encode("THE the été")));
        Assert.Equal(6, tokenizer.VocabularySize);
    }

    [Fact]
    public void Encode_NamesOfSpecialTokens_AreTextUnlessAllowed()
    {
        var tokenizer = WordTokenizer.Train(["< bos > cat"]);
        Assert.Equal(["<", "bos", ">", "cat"], tokenizer.Tokenize("<bos>cat").Select(token => token.Text));
        Assert.Equal([new Token(2, "<bos>", 0, 5), new Token(tokenizer.IdOf("cat"), "cat", 6, 3)], tokenizer.Tokenize("<bos> cat", SpecialToken.Begin));
    }

    [Fact]
    public void Train_OnNothing_IsRefused()
    {
        Assert.Equal("texts: expected at least one word", Assert.Throws<ArgumentException>(() => WordTokenizer.Train([" \n"])).Message);
        Assert.Equal("minimumCount: no word is there 3 times; the most frequent one is there 2 times", Assert.Throws<ArgumentException>(() => WordTokenizer.Train(["a a b"], 3)).Message);
        Assert.Equal("minimumCount: expected 1 or more, got 0", Assert.Throws<ArgumentException>(() => WordTokenizer.Train(["a"], 0)).Message);
    }
}
