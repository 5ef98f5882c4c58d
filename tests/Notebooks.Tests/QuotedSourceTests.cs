// Where a notebook shows code of the library, it is the library's code: a fence that begins ```csharp src/…/File.cs#name quotes the region of that name.

using System.Text.RegularExpressions;

namespace Notebooks.Tests;

public partial class QuotedSourceTests
{
    public static TheoryData<string> Notebooks => CommittedOutputsTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Fences_OfCSharp_AreTheSourceThatTheyName(string notebook)
    {
        foreach (Match fence in Fence().Matches(NotebookFile.Read(Repository.File(notebook)).Prose))
        {
            Assert.True(fence.Groups["file"].Success, $"{notebook}: a fence of C# names no source: {fence.Value}");
            Assert.Equal(Region(fence.Groups["file"].Value, fence.Groups["region"].Value), fence.Groups["code"].Value);
        }
    }

    // The lines between #region and #endregion, without the indentation that they share.
    private static string Region(string file, string name)
    {
        var lines = File.ReadAllLines(Repository.File(file)).SkipWhile(line => line.Trim() != $"#region {name}").Skip(1).TakeWhile(line => line.Trim() != "#endregion").ToList();
        Assert.True(lines.Count > 0, $"{file} has no #region {name}");
        var shared = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => line[Math.Min(shared, line.Length)..] + "\n"));
    }

    [GeneratedRegex(@"^```csharp(?: (?<file>src/\S+\.cs)#(?<region>\S+))?[^\n]*\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
