// Notebook 10: the golden numbers that it must show, and what becomes of it when a reader edits the prompt, the title or the temperature.

using System.Globalization;
using System.Text.RegularExpressions;

namespace Notebooks.Tests;

public partial class SamplingTests
{
    private const string Name = "notebooks/10-logits-to-sampling.ipynb";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("T =           0.1     0.5       1       2       5    1000\nmouse      0.0000  0.0081  0.0609")]
    [InlineData("\nmeat       0.9910  0.7132  0.5721  0.4214  0.2421")]
    [InlineData("\ncheese     0.0090  0.2786  0.3576")]
    [InlineData("token   logits  temperature 1  top-k 3\nmeat    0.5721         0.5721   0.5775\ncheese  0.3576         0.3576   0.3610\nmouse   0.0609         0.0609   0.0615")]
    [InlineData("T = 1000: 6.2383 nats = 9.0000 bits")] // ln 512
    [InlineData("library = by hand: True\n")]
    [InlineData("library, same seed: the same 1,000 words: True\n")]
    [InlineData("library = mended: True\n")]
    [InlineData("T = 0.001 writes what greedy writes: True\n")]
    public void Outputs_HoldTheGoldenNumbers(string golden) =>
        NotebookFile.Read(s_path).AssertShows(golden);

    [Fact]
    public void Nucleus_OfAShortList_IsSmallerTheHotter()
    {
        var rows = Nucleus().Matches(NotebookFile.Read(s_path).Shown).Select(row => row.Groups.Values.Skip(1).Select(part => double.Parse(part.Value, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal([0.5, 1, 1.5, 2, 3, 5], rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.True(row[1] <= row[2]));
        Assert.True(rows[^1][1] <= 50 && rows[^1][2] > 150, "at T = 5 the true nucleus holds more than three times what a list of 50 has");
    }

    [Fact]
    public void Draws_OfNineWords_LieWithinFourStandardDeviations()
    {
        var off = OffBy().Matches(NotebookFile.Read(s_path).Shown).Select(row => double.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(9, off.Count);
        Assert.All(off, z => Assert.InRange(z, -4, 4));
    }

    [Theory]
    [InlineData("", "", "1.0")]
    [InlineData("The", "x", "0.1")]
    [InlineData("🙂 猫 <eos> naïve", "🙂", "5")]
    [InlineData("A dog and a fox met at the old bridge, and neither of them would go back, so they stood there until the moon came up and the", "The Bridge", "2.5")]
    public async Task Beginning_WhenEdited_AllCellsFollow(string prompt, string title, string temperature)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(prompt, title, temperature));
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("The cat", "0", "expected a value from 0.1 to 5, got 0;")]
    [InlineData("The cat", "-1.5", "expected a value from 0.1 to 5, got -1.5;")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz", "1.0", "title and prompt: expected at most 80 tokens, got ")]
    public async Task Beginning_OutOfBounds_SaysWhatIsExpected(string prompt, string temperature, string message)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(prompt, "The Cat", temperature));
        Assert.Equal(1, exitCode);
        Assert.Contains("cell 2", output);
        Assert.Contains(message, output);
    }

    private static string Edited(string prompt, string title, string temperature)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace("\"The cat finds the meat but\"", $"\"{prompt}\"");
        notebook.Replace("\"The Cat and the Meat\"", $"\"{title}\"");
        notebook.Replace("Input.Slider(1.0,", $"Input.Slider({temperature},");
        return notebook.SaveCopy("edited.ipynb");
    }

    [GeneratedRegex(@"^T = +([\d.]+): +(\d+) of 50 +(\d+) of 512$", RegexOptions.Multiline)]
    private static partial Regex Nucleus();

    [GeneratedRegex(@"^(?:mouse|door|of|meat|dog|eat|does|cheese|king) +\d+ +[\d.]+ +[\d.]+ +(-?[\d.]+)$", RegexOptions.Multiline)]
    private static partial Regex OffBy();
}
