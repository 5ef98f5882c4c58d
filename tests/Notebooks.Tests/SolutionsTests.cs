// Each notebook has exercises that check themselves, and a notebook under solutions/ that answers them.

namespace Notebooks.Tests;

public class SolutionsTests
{
    public static TheoryData<string> Walk => [.. Repository.Walk.Select(path => Path.GetRelativePath(Repository.Root, path))];

    [Theory]
    [MemberData(nameof(Walk))]
    public void Exercises_AsTheyStand_SayNotYet(string notebook) =>
        Assert.InRange(Checks(NotebookFile.Read(Repository.File(notebook)), "not yet").Count, 2, 4);

    [Theory]
    [MemberData(nameof(Walk))]
    public void Solution_UnderTheSameChecks_SaysOk(string notebook)
    {
        var solution = NotebookFile.Read(Repository.File($"notebooks/solutions/{Path.GetFileName(notebook)}"));
        Assert.Equal(Checks(NotebookFile.Read(Repository.File(notebook)), "not yet"), Checks(solution, "OK"));
    }

    // The sources of the cells that check an exercise, among them those that say how it went. A cell that checks writes "not yet" somewhere.
    private static List<string> Checks(NotebookFile file, string said) => [.. file.CodeCells
        .Where(cell => NotebookFile.Source(cell).Contains("\"not yet", StringComparison.Ordinal))
        .Where(cell => NotebookFile.Outputs(cell).Any(output => NotebookFile.Text(output).StartsWith(said, StringComparison.Ordinal)))
        .Select(NotebookFile.Source)];
}
