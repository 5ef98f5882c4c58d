namespace TinyTransformer.Tests;

// Renderings that a person has looked at. To take over new ones: run the tests with the environment variable APPROVE=1, look at the
// files in Approved/, commit them.
public class ApprovedTests
{
    private static readonly bool Approve = Environment.GetEnvironmentVariable("APPROVE") == "1";

    public static TheoryData<string> Names => [.. Samples.Named.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rendering_OfAFigure_IsTheApprovedOne(string name)
    {
        var figure = Samples.Named[name]();
        if (Approve)
        {
            Write(name, figure);
        }

        Assert.Equal(File.ReadAllText(PathOf(name, "txt")), figure.ToText());
        Assert.Equal(File.ReadAllText(PathOf(name, "svg")), figure.ToSvg() + "\n");
        var (approved, png) = (new DecodedPng(File.ReadAllBytes(PathOf(name, "png"))), new DecodedPng(figure.ToPng()));
        Assert.Equal((approved.Width, approved.Height), (png.Width, png.Height));
        Assert.True(approved.HasPixelsOf(png), $"{name}.png: other pixels than the approved ones");
    }

    private static void Write(string name, Figure figure)
    {
        File.WriteAllText(PathOf(name, "txt"), figure.ToText());
        figure.SaveSvg(PathOf(name, "svg"));
        figure.SavePng(PathOf(name, "png"));
    }

    private static string PathOf(string name, string extension)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TransformersFromScratch.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("the repository's root");
        }

        return Path.Combine(folder.FullName, "tests", "TinyTransformer.Figures.Tests", "Approved", $"{name}.{extension}");
    }
}
