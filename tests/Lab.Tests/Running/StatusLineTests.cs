// The moving line never is wider than its terminal.
using Lab.Running;

namespace Lab.Tests.Running;

public class StatusLineTests
{
    [Theory]
    [InlineData("n.ipynb  cell 1/2", "Attention", 80, "n.ipynb  cell 1/2", "Attention")]
    [InlineData("n.ipynb  cell 1/2", "Attention", 35, "n.ipynb  cell 1/2", "Attenti…")]
    [InlineData("notebooks/long-name.ipynb  cell 1/2", "Attention", 36, "…e.ipynb  cell 1/2", "Attenti…")]
    [InlineData("n.ipynb", "Attention", 3, "", "")]
    public void Fit_OfALine_CutsTheTitleThenThePlace(string place, string title, int width, string expectedPlace, string expectedTitle)
    {
        var cut = StatusLine.Fit(place, title, "12.3 s", width);
        Assert.Equal((expectedPlace, expectedTitle), cut);
        Assert.True($"{cut.Place}  {cut.Title}  12.3 s".Length <= Math.Max(width, 10));
    }
}
