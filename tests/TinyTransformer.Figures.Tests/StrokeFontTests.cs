namespace TinyTransformer.Tests;

public class StrokeFontTests
{
    [Theory]
    [InlineData(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~")]
    [InlineData("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ")]
    [InlineData("√·×≤≥−–—…→∞αβθλΣᵀ‘’“”␣⏎⇥±÷≠≈⟨⟩")]
    public void Font_OfTheCoursesCharacters_HasAGlyphForEach(string text) =>
        Assert.DoesNotContain(text.EnumerateRunes(), rune => !StrokeFont.Has(rune.Value));

    [Fact]
    public void Font_OfDigits_GivesAllTheSameWidth() => Assert.Single("0123456789".Select(c => StrokeFont.Width(c.ToString(), 10)).Distinct());

    [Theory]
    [InlineData("漢")]
    [InlineData("😀")]
    public void Font_OfAnUnknownCharacter_DrawsABox(string text)
    {
        var glyph = Assert.Single(StrokeFont.Place(text)).Glyph;
        Assert.Equal(glyph.Lines[0].Points[0], glyph.Lines[0].Points[^1]);
        Assert.InRange(StrokeFont.Width(text, 1), 0.5, 1.2);
    }

    [Fact]
    public void Font_OfALoneSurrogate_DrawsTheBoxOfTheReplacementCharacter() => Assert.Equal(0xFFFD, Assert.Single(StrokeFont.Place("\ud83d")).CodePoint);

    [Fact]
    public void Font_OfACombiningMark_TakesNoWidth() => Assert.Equal(StrokeFont.Width("e", 10), StrokeFont.Width("e\u0301", 10));

    [Fact]
    public void Fit_OfALongText_IsNoWiderThanAsked()
    {
        var fitted = StrokeFont.Fit(new string('w', 100), 13, 60);
        Assert.EndsWith("…", fitted);
        Assert.InRange(StrokeFont.Width(fitted, 13), 40, 60);
    }

    [Fact]
    public void Fit_OfEmoji_CutsNoneInHalf() => Assert.Equal("😀…", StrokeFont.Fit("😀😀😀", 10, StrokeFont.Width("😀😀", 10)));
}
