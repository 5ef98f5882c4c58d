// Notebook 01: what it must show, and what becomes of it when a reader edits the sentence.

namespace Notebooks.Tests;

public class TokensAndEmbeddingsTests
{
    private const string Name = "notebooks/01-tokens-and-embeddings.ipynb";
    private const string Sentence = "the cat finds the meat but does not eat it";
    private static readonly string s_path = Repository.File(Name);

    [Theory]
    [InlineData("256: 3× \"a\" + \"t\" → \"at\"\n257: 2× \"e\" + \"at\" → \"eat\"\n")] // merges of the sentence, by hand
    [InlineData("the library learns the same: True")]
    [InlineData("␣f|ind|s")] // "finds", which the fables lack, by their merges
    [InlineData("\"the cat\"   t·116  he·256")] // no blank, another token
    [InlineData("byte pairs         512           1,767                82")] // the zoo: all but what is no text
    [InlineData("emoji-zwj-family: 7 runes, 25 tokens")] // a token a byte
    [InlineData("product and look-up are equal: True")]
    [InlineData("the same by hand: True")]
    [InlineData("[[0.0000, 0.0000],\n [2.0000, 2.0000],\n [1.0000, 1.0000],\n [0.0000, 0.0000],\n [1.0000, 1.0000]]")] // padding and what is not used get no gradient
    [InlineData("feminine 50 of 50 right")] // French gender in English rows
    public void Outputs_HoldWhatTheNotebookMustShow(string shown) =>
        Assert.True(NotebookFile.Read(s_path).Shown.Contains(shown, StringComparison.Ordinal), $"{shown} is not shown. {Repository.Edited(Name)}");

    [Theory]
    [InlineData("a")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("  two  blanks\\tand\\na line, 東京 and naïve ½")]
    [InlineData("half of a pair: \\ud83d")]
    [InlineData("it was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity")]
    public async Task Sentence_WhenEdited_AllCellsFollow(string sentence)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(sentence));
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task Sentence_WithoutAWord_SaysWhatIsWanted(string sentence)
    {
        var (exitCode, output) = await Repository.Lab("run", Edited(sentence));
        Assert.Equal(1, exitCode);
        Assert.Contains("cell 2", output);
        Assert.Contains("sentence: write at least one word", output);
    }

    private static string Edited(string sentence)
    {
        var notebook = NotebookFile.Read(s_path);
        notebook.Replace($"\"{Sentence}\"", $"\"{sentence}\"");
        return notebook.SaveCopy("edited.ipynb");
    }
}
