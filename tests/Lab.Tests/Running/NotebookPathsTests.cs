// Which notebooks a folder means.
using Lab.Running;

namespace Lab.Tests.Running;

public class NotebookPathsTests
{
    [Fact]
    public void Expand_OfAFolderWithALinkToItself_FindsEachNotebookOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links want a privilege there");
        using var folder = new TempFolder();
        folder.Write("a/x.ipynb", "");
        var link = Directory.CreateSymbolicLink(Path.Combine(folder.Path, "a", "up"), folder.Path);
        try
        {
            Assert.Single(NotebookPaths.Expand([folder.Path]));
        }
        finally
        {
            link.Delete();
        }
    }
}
