// A picture for a dense screen is shown at the size that it was drawn for.
using System.Text.Json.Nodes;
using Lab.Display;
using Lab.Tests.Checking;

namespace Lab.Tests.Display;

public class DisplaySizeTests
{
    [Fact]
    public void Size_OfAPictureAtTwiceTheResolution_IsHalfItsPixels() =>
        Assert.Equal("""{"image/png":{"height":3,"width":5}}""", Of(Picture(pixelsAMetre: 7559)));

    [Fact]
    public void Size_OfAPictureWithoutResolution_IsNotSaid() => Assert.Equal("{}", Of(Picture(pixelsAMetre: 0)));

    [Theory]
    [InlineData("aGk=")]
    [InlineData("no base64")]
    [InlineData("iVBORw0KGgoAAAD/SUhEUg==")] // a chunk that reaches beyond the end
    public void Size_OfWhatIsNoPicture_IsNotSaid(string content) => Assert.Equal("{}", Of(content));

    [Fact]
    public void Size_OfABundleWithoutPicture_IsNotSaid() => Assert.Equal("{}", DisplaySize.Of(new JsonObject { ["text/plain"] = "1" }).ToJsonString());

    private static string Picture(int pixelsAMetre) => Convert.ToBase64String(TestPng.Encode(10, 6, 0, 1, 0, new byte[60], pixelsAMetre: pixelsAMetre));

    private static string Of(string png) => DisplaySize.Of(new JsonObject { ["image/png"] = png }).ToJsonString();
}
