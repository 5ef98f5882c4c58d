namespace TinyTransformer.Tests;

public class ColourScaleTests
{
    private static readonly Rgb[] Sequential = [.. All(ColourScale.Sequential)];
    private static readonly Rgb[] Diverging = [.. All(ColourScale.Diverging)];

    [Fact]
    public void Sequential_FromZeroToOne_DarkensInEqualSteps()
    {
        var steps = Sequential.Zip(Sequential.Skip(1), (a, b) => Lightness(a) - Lightness(b)).ToArray();
        Assert.All(steps, step => Assert.InRange(step, 0.05, 0.75)); // 0.38 on average, a byte's rounding around it
        Assert.True(Lightness(Sequential[0]) - Lightness(Sequential[^1]) > 70);
    }

    [Fact]
    public void Diverging_OnBothSides_IsEquallyDark() => Assert.All(
        Enumerable.Range(0, 101), i => Assert.Equal(Lightness(Diverging[100 - i]), Lightness(Diverging[100 + i]), 0.5));

    [Fact]
    public void Diverging_FromZero_DarkensToEitherEnd() =>
        Assert.All(Enumerable.Range(100, 100), i => Assert.True(Lightness(Diverging[i]) > Lightness(Diverging[i + 1])));

    [Fact]
    public void Diverging_BelowZero_IsBlueAndAboveOrange()
    {
        Assert.True(Diverging[50].B > Diverging[50].R + 40);
        Assert.True(Diverging[150].R > Diverging[150].B + 40);
    }

    [Fact]
    public void TextOn_AnyCell_HasContrastToRead() => Assert.All(
        [.. Sequential, .. Diverging, HeatmapScene.NotFinite], colour => Assert.True(Contrast(colour, colour.TextOn) >= 4.5, $"{colour}"));

    private static IEnumerable<Rgb> All(ColourScale scale) => Enumerable.Range(0, ColourScale.Levels).Select(i => scale.At(i / (ColourScale.Levels - 1.0)));

    // CIE L* and WCAG contrast by their definitions, apart from the code that is tested.
    private static double Lightness(Rgb c) => 116 * Math.Pow(Luminance(c), 1 / 3.0) - 16;

    private static double Contrast(Rgb a, Rgb b) => (Math.Max(Luminance(a), Luminance(b)) + .05) / (Math.Min(Luminance(a), Luminance(b)) + .05);

    private static double Luminance(Rgb c) => .2126 * Linear(c.R) + .7152 * Linear(c.G) + .0722 * Linear(c.B);

    private static double Linear(int channel) => channel <= 10 ? channel / 255.0 / 12.92 : Math.Pow((channel / 255.0 + .055) / 1.055, 2.4);
}
