// Each notebook can be presented as it is: every cell says where it stands on a slide, in the key that nbconvert, RISE and Quarto agree on.

namespace Notebooks.Tests;

public class SlidesTests
{
    public static TheoryData<string> Walk => SolutionsTests.Walk;

    [Theory]
    [MemberData(nameof(Walk))]
    public void Cells_OfANotebook_HaveAPlaceOnItsSlides(string notebook)
    {
        var types = NotebookFile.Read(Repository.File(notebook)).Cells.Select(cell => (string?)cell["metadata"]!["slideshow"]?["slide_type"]).ToList();
        Assert.All(types, type => Assert.Contains(type, (string[])["slide", "subslide", "fragment", "skip", "notes", "-"]));
        Assert.Equal("slide", types[0]);
        Assert.InRange(types.Count(type => type is "slide" or "subslide"), 10, 20);
        Assert.InRange(types.Count(type => type is "notes"), 4, 20);
    }

    [Theory]
    [MemberData(nameof(Walk))]
    public void Notes_AreText(string notebook) => Assert.All(
        NotebookFile.Read(Repository.File(notebook)).Cells.Where(cell => (string?)cell["metadata"]!["slideshow"]?["slide_type"] == "notes"),
        cell => Assert.Equal("markdown", (string)cell["cell_type"]!));
}
