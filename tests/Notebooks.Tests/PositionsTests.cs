// Notebook 02: the golden numbers that it must show, and what becomes of it when a reader edits it.

using System.Globalization;
using System.Text.RegularExpressions;

namespace Notebooks.Tests;

public partial class PositionsTests
{
    private const string Name = "notebooks/02-positions.ipynb";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("position 0:   0.00000   1.00000   0.00000   1.00000\nposition 1:   0.84147   0.54030   0.01000   0.99995")] // the paper's formula, d = 4
    [InlineData("position 2:   0.90930  -0.41615   0.02000   0.99980\nposition 3:   0.14112  -0.98999   0.03000   0.99955")]
    [InlineData("0.84147 0.54030 0.82186 0.56970 0.80196 0.59738 0.78189 0.62342")] // position 1, d = 512
    [InlineData("tensor2tensor  [0.8415, 0.0001, 0.5403, 1.0000]")] // The Illustrated Transformer's toy row
    [InlineData("d = 512; 256 at k = 0\nk   from p = 0  from p = 40  from p = 100\n0        256.0        256.0         256.0\n")] // the squared length of any position, d = 512
    [InlineData("slopes: 0.5 0.25 0.125 0.0625 0.03125 0.015625 0.0078125 0.00390625")] // ALiBi, eight heads
    [InlineData("scores differ by  0\n")] // without positions, to the bit
    [InlineData("added in order of size, outputs differ by 0\n")]
    public void Outputs_HoldTheGoldenNumbers(string golden) =>
        NotebookFile.Read(s_path).AssertShows(golden);

    [Fact]
    public void Rotation_OfThePapersWidth_IsExactToTheFifthDigit() =>
        Assert.InRange(double.Parse(Miss().Match(NotebookFile.Read(s_path).Shown).Groups[1].Value, CultureInfo.InvariantCulture), 0, 1e-5);

    [Theory]
    [InlineData("dogs", "dogs", "it")]
    [InlineData("", "", "")]
    [InlineData("🙂 猫 naïve 🙂", "猫 🙂 🙂 naïve", "🙂 猫")]
    [InlineData("the cat that the dog that the cow saw chased ran away from the house with the red door", "door red the with house the from away ran chased saw cow the that dog the that cat the", "a sentence that is much longer than the one which stood here before I came along and changed it")]
    public async Task Sentences_WhenEdited_AllCellsFollow(string words, string swapped, string sentence)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(words, swapped, sentence));
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("the cat chases the dog", "the dog chases a cat")]
    [InlineData("the cat chases the dog", "the dog chases the")]
    [InlineData("", "cat")]
    public async Task Sentences_OfOtherWords_SayWhatIsExpected(string words, string swapped)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(words, swapped, "it"));
        Assert.Equal(1, exitCode);
        Assert.Contains("cell 2", output);
        Assert.Contains("swapped: expected the words of the first sentence, in another order", output);
    }

    // The race does not depend on the sentences: two updates of it are enough here.
    private static string Edited(string words, string swapped, string sentence)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace("\"the cat chases the dog\"", $"\"{words}\"");
        notebook.Replace("\"the dog chases the cat\"", $"\"{swapped}\"");
        notebook.Replace("\"the cat finds the meat but does not eat it\"", $"\"{sentence}\"");
        notebook.Replace("Enumerable.Range(0, 200)", "Enumerable.Range(0, 2)");
        return notebook.SaveCopy("edited.ipynb");
    }

    [GeneratedRegex(@"misses PE\(p \+ 3\) by ([-+.\dE]+)\n")]
    private static partial Regex Miss();
}
