namespace TinyTransformer.Tests;

public sealed class SaveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("figures").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Save_OverAnExistingFile_ReplacesItAndLeavesNothingElse()
    {
        var (png, svg) = (Path.Combine(_folder, "f.png"), Path.Combine(_folder, "f.svg"));
        File.WriteAllText(png, "old");
        Samples.Pattern().SavePng(png);
        Samples.Pattern().SaveSvg(svg);
        Assert.Equal(Samples.Pattern().ToPng(), File.ReadAllBytes(png));
        Assert.Equal(Samples.Pattern().ToSvg() + "\n", File.ReadAllText(svg));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Save_OfAFigureThatCannotBeDrawn_LeavesTheFileAlone()
    {
        var png = Path.Combine(_folder, "f.png");
        File.WriteAllText(png, "old");
        Assert.Throws<ArgumentOutOfRangeException>(() => new Heatmap(new[,] { { 2.0 } }).SavePng(png));
        Assert.Equal("old", File.ReadAllText(png));
    }

    [Fact]
    public void Save_ToAFolder_FailsAndLeavesNothing()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "f.svg")).FullName;
        Assert.ThrowsAny<Exception>(() => Samples.Pattern().SaveSvg(folder));
        Assert.Empty(Directory.GetFiles(_folder));
    }
}
