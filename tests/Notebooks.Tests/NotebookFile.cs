// A notebook as the tests see it: cells with their source and what they printed. It reads the JSON itself, so that an error in the Lab's own reader cannot
// hide from the tests.

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notebooks.Tests;

internal sealed partial class NotebookFile
{
    private NotebookFile(string path, JsonObject json)
    {
        Path = path;
        Json = json;
    }

    internal string Path { get; }

    internal JsonObject Json { get; }

    internal IEnumerable<JsonObject> Cells => Json["cells"]!.AsArray().Select(cell => cell!.AsObject());

    internal IEnumerable<JsonObject> CodeCells => Cells.Where(cell => (string)cell["cell_type"]! == "code");

    internal string Prose => string.Join("\n\n", Cells.Where(cell => (string)cell["cell_type"]! == "markdown").Select(Source));

    /// <summary>Everything that the cells show as text.</summary>
    internal string Shown => string.Join("\n", CodeCells.SelectMany(Outputs).Select(Text));

    internal static NotebookFile Read(string path) => new(path, JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    internal static string Source(JsonObject cell) => Joined(cell["source"]);

    internal static IEnumerable<JsonObject> Outputs(JsonObject cell) => cell["outputs"]!.AsArray().Select(output => output!.AsObject());

    internal static string Text(JsonObject output) => (string)output["output_type"]! == "stream" ? Joined(output["text"]) : Joined(output["data"]?["text/plain"]);

    internal void AssertShows(string golden) => Assert.True(Shown.Contains(golden, StringComparison.Ordinal), $"{golden} is not shown. {NotAsWritten}");

    /// <summary>Edits the one code cell that holds a text.</summary>
    /// <exception cref="InvalidDataException">No cell holds it, or more than one.</exception>
    internal void Replace(string before, string after)
    {
        var cells = CodeCells.Where(cell => Source(cell).Contains(before, StringComparison.Ordinal)).ToList();
        if (cells.Count != 1)
        {
            throw new InvalidDataException($"{cells.Count} cells hold {before}, expected one. {NotAsWritten}");
        }
        cells[0]["source"] = Source(cells[0]).Replace(before, after);
    }

    /// <summary>A copy in a folder of its own: the library and the data are named by their full paths.</summary>
    internal string SaveCopy(string name)
    {
        var copy = System.IO.Path.Combine(Directory.CreateTempSubdirectory("notebook").FullName, name);
        foreach (var cell in CodeCells)
        {
            cell["source"] = RelativePath().Replace(Source(cell), $"\"{Repository.Root.Replace('\\', '/')}/$1/");
        }
        File.WriteAllText(copy, Json.ToJsonString());
        return copy;
    }

    private string NotAsWritten => Repository.Edited(System.IO.Path.GetRelativePath(Repository.Root, Path));

    // As notebooks and solutions name what lies in the repository.
    [GeneratedRegex(@"""(?:\.\./)+(artifacts|data)/")]
    private static partial Regex RelativePath();

    private static string Joined(JsonNode? text) => text switch
    {
        null => "",
        JsonArray lines => string.Concat(lines.Select(line => (string)line!)),
        _ => (string)text!,
    };
}
