// GPT-2's cut into words, against GPT-2's own expression in the Python module that it uses (tests/golden/make_pretokens.py).

using System.Text.Json;

namespace TinyTransformer.Tests;

public class PreTokenizerTests
{
    [Fact]
    public void Split_GoldenTexts_GivesGpt2sWords()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "golden", "pretokens.json")));
        Assert.Equal(214, golden.RootElement.GetArrayLength());
        foreach (var item in golden.RootElement.EnumerateArray())
        {
            Assert.Equal(item.GetProperty("words").EnumerateArray().Select(word => word.GetString()!), PreTokenizer.Split(item.GetProperty("text").GetString()!));
        }
    }

    [Theory]
    [InlineData("I'm  fine!\n\n  1234", "I|'m| | fine|!|\n\n | 1234")]     // \s+(?!\S) leaves the last white space to the word; only a space joins it
    [InlineData("a\n\nb", "a|\n|\n|b")]
    [InlineData("a  ", "a|  ")]
    [InlineData("we'LL 've", "we|'|LL| '|ve")]                             // contractions are lower case, and never after a space
    [InlineData("𠀀中 𝐇i", "𠀀中| 𝐇i")]                                       // a letter of two chars is a letter
    [InlineData("a\u0085b", "a|\u0085|b")]
    [InlineData("a\u001Cb", "a|\u001C|b")]
    [InlineData("a \u001Cb", "a| \u001C|b")]                               // no white space to Unicode: it takes the space before it
    public void Split_ByHand_GivesTheWords(string text, string words) => Assert.Equal(words.Split('|'), PreTokenizer.Split(text));

    [Fact]
    public void Split_ALoneSurrogate_CountsAsTheReplacementCharacter() => Assert.Equal(["a", "\uFFFD", "b"], PreTokenizer.Split("a\uD800b"));

    [Fact]
    public void Split_WithoutAText_NamesIt() => Assert.Equal("text", Assert.Throws<ArgumentNullException>(() => PreTokenizer.Split(null!)).ParamName);
}
