// The arrows between the projects, read from the project files: who may know whom.

using System.Xml.Linq;

namespace Notebooks.Tests;

public class ArrowTests
{
    [Theory]
    [InlineData("TorchSharp.Managed")]
    [InlineData("TinyTransformer.Figures")]
    [InlineData("TinyTransformer", "TinyTransformer.Figures", "TorchSharp.Managed")]
    [InlineData("TinyTransformer.Cli", "TinyTransformer")]
    [InlineData("Lab")]
    public void Project_References_OnlyWhatTheDesignAllows(string project, params string[] allowed) =>
        Assert.Equal(allowed, References(project).Where(reference => reference.Attribute("ReferenceOutputAssembly") is null).Select(Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Lab_BuildsTheCourse_WithoutReferencingIt()
    {
        var reference = Assert.Single(References("Lab"));
        Assert.Equal("TinyTransformer", Name(reference));
        Assert.Equal(("false", "false"), ((string?)reference.Attribute("ReferenceOutputAssembly"), (string?)reference.Attribute("Private")));
    }

    [Theory]
    [InlineData("TorchSharp.Managed")]
    [InlineData("TinyTransformer.Figures")]
    public void Project_StandsOnTheBaseLibraryAlone(string project) => Assert.Empty(Load(project).Descendants("PackageReference"));

    [Fact]
    public void Projects_UnderSrc_AreAllNamedHere()
    {
        var known = typeof(ArrowTests).GetMethod(nameof(Project_References_OnlyWhatTheDesignAllows))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Length;
        Assert.Equal(known, Directory.EnumerateFiles(Repository.File("src"), "*.csproj", SearchOption.AllDirectories).Count());
    }

    private static IEnumerable<XElement> References(string project) => Load(project).Descendants("ProjectReference");

    private static XDocument Load(string project) => XDocument.Load(Repository.File($"src/{project}/{project}.csproj"));

    private static string Name(XElement reference) => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
