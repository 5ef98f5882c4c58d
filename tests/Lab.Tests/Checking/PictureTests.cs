// Pictures are compared by what they show, whatever way they are stored; two levels of difference pass, three do not.
using Lab.Checking;

namespace Lab.Tests.Checking;

public class PictureTests
{
    private static readonly byte[] s_rgb = [.. Enumerable.Range(0, 7 * 5 * 3).Select(i => (byte)(i * 37 % 251))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decode_WithAnyFilter_GivesTheSamePixels(byte filter)
    {
        var image = PngImage.Decode(TestPng.Encode(7, 5, 2, 3, filter, s_rgb));
        Assert.Equal((7, 5), (image.Width, image.Height));
        Assert.Equal(s_rgb, image.Rgba.Where((_, i) => i % 4 != 3));
    }

    [Theory]
    [InlineData(0, 1, new byte[] { 9 }, new byte[] { 9, 9, 9, 255 })]
    [InlineData(2, 3, new byte[] { 1, 2, 3 }, new byte[] { 1, 2, 3, 255 })]
    [InlineData(3, 1, new byte[] { 1 }, new byte[] { 4, 5, 6, 255 })]
    [InlineData(4, 2, new byte[] { 9, 7 }, new byte[] { 9, 9, 9, 7 })]
    [InlineData(6, 4, new byte[] { 1, 2, 3, 4 }, new byte[] { 1, 2, 3, 4 })]
    public void Decode_OfAnyColourType_GivesRgba(byte colour, int size, byte[] pixel, byte[] expected) =>
        Assert.Equal(expected, PngImage.Decode(TestPng.Encode(1, 1, colour, size, 0, pixel, [1, 2, 3, 4, 5, 6])).Rgba);

    [Theory]
    [InlineData(0, null)]
    [InlineData(2, null)]
    [InlineData(3, "1 of 35 pixels, by up to 3 of 255 levels (2 pass)")]
    public void Difference_InOnePixel_PassesUpToTwoLevels(int levels, string? expected)
    {
        var other = s_rgb.ToArray();
        other[30] += (byte)levels;
        Assert.Equal(expected, PictureDifference.Describe(Base64(7, 5, s_rgb), Base64(7, 5, other)));
    }

    [Fact]
    public void Difference_InSize_IsTold() =>
        Assert.Equal("it was 7 × 5 pixels, it is 5 × 7", PictureDifference.Describe(Base64(7, 5, s_rgb), Base64(5, 7, s_rgb)));

    [Theory]
    [InlineData("aGVsbG8=", "not a PNG")]
    [InlineData("?", "cannot be read")]
    [InlineData("iVBORw0KGgoAAAD/", "8 bits a channel")]
    public void Difference_ToNoPicture_IsTold(string base64, string expected) =>
        Assert.Contains(expected, PictureDifference.Describe(base64, Base64(7, 5, s_rgb)), StringComparison.Ordinal);

    private static string Base64(int width, int height, byte[] rgb) => Convert.ToBase64String(TestPng.Encode(width, height, 2, 3, 4, rgb));
}
