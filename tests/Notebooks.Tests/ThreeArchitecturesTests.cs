// Notebook 06: what its outputs must say, and what becomes of it when a reader edits its sentences.

using System.Globalization;
using System.Text.RegularExpressions;

namespace Notebooks.Tests;

public class ThreeArchitecturesTests
{
    private const string Name = "notebooks/06-three-architectures.ipynb";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("meat     the same: True")] // one block, two masks: the last token sees the same
    [InlineData("MaskedTokenModel    both ways         no      (1, 6, 225)      24,096")]
    [InlineData("DecoderOnly         back              no      (1, 6, 225)      24,096")] // the same parameters
    [InlineData("EncoderDecoder      both ways + back  yes     (1, 3, 225)      49,312")]
    [InlineData("keys masked      largest change by padding: 0.00000")]
    [InlineData("as if it had read only \"<bos> the cat finds the meat\": True")] // one pass is as many examples as tokens
    [InlineData("row t writes token t + 1: True")]
    [InlineData("ne → la        0.00  0.00   0.00  0.00  1.00")] // the pronoun looks at the noun that it stands for
    public void Outputs_SayWhatTheTextClaims(string claim) =>
        Assert.True(NotebookFile.Read(s_path).Shown.Contains(claim, StringComparison.Ordinal), $"{claim} is not shown. {Repository.Edited(Name)}");

    [Theory]
    [InlineData("right", 1.5, 2.5, 1.5, 2.5)]
    [InlineData("no causal mask", 0, 0.2, 5.5, 20)] // worse than ln V = 5.42
    [InlineData("unshifted", 0, 0.1, 5.5, 20)]
    public void Losses_OfTheThreeDecoders_AreLowWhereTheyLeak(string model, double low, double high, double lowest, double highest)
    {
        var losses = Regex.Match(NotebookFile.Read(s_path).Shown, $@"^{model}\s+loss in training (\S+)\s+when it writes\s+(\S+)$", RegexOptions.Multiline);
        Assert.InRange(double.Parse(losses.Groups[1].Value, CultureInfo.InvariantCulture), low, high);
        Assert.InRange(double.Parse(losses.Groups[2].Value, CultureInfo.InvariantCulture), lowest, highest);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("🙂 naïve 猫", "my sister does not read this old book because it is very beautiful .")]
    public async Task Sentences_WhenEdited_AllCellsFollow(string sentence, string english)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace("\"the cat finds the meat\"", $"\"{sentence}\"");
        notebook.Replace("\"the cat finds the meat but does not eat it .\"", $"\"{english}\"");
        notebook.Replace("steps: 300", "steps: 20"); // how well they learn is no matter here
        notebook.Replace("steps: 500", "steps: 50");
        var (exitCode, output) = await Repository.Lab("run", notebook.SaveCopy("edited.ipynb"));
        Assert.True(exitCode == 0, output);
    }
}
