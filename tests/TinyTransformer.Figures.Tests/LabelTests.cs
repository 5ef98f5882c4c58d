namespace TinyTransformer.Tests;

public class LabelTests
{
    [Theory]
    [InlineData("cat", "cat")]
    [InlineData(" cat ", "␣cat␣")]
    [InlineData("  ", "␣␣")]
    [InlineData("a b", "a b")]
    [InlineData("a\r\n\tb", "a\\u000D⏎⇥b")]
    [InlineData("\u0007", "\\u0007")]
    [InlineData("\u202eabc", "\\u202Eabc")]
    [InlineData("👩‍👧 ok", "👩‍👧 ok")]
    public void Visible_OfALabel_ShowsWhatCannotBeSeen(string label, string expected) => Assert.Equal(expected, Label.Visible(label));

    // Facts for lone surrogates: an attribute's text is stored as UTF-8, which has none.
    [Fact]
    public void Visible_OfLoneSurrogates_WritesTheirCodes() => Assert.Equal("x\\uDC00\\uD83D", Label.Visible("x\udc00\ud83d"));

    [Fact]
    public void Named_OfAnEmptyLabel_IsTwoQuotes() => Assert.Equal("\"\"", Label.Named(""));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("漢字", 4)]
    [InlineData("😀", 2)]
    [InlineData("e\u0301", 1)]
    public void Columns_OfAText_CountsWideCharactersTwice(string text, int columns) => Assert.Equal(columns, Label.Columns(text));
}
