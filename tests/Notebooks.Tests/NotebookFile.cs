// A notebook as the tests see it: cells with their source and what they printed. It reads the JSON itself, so that an error in the Lab's own reader cannot
// hide from the tests.

using System.Text.Json.Nodes;

namespace Notebooks.Tests;

internal sealed class NotebookFile
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

    /// <summary>A copy beside which nothing lies: the library is named by its full path.</summary>
    internal string SaveCopy(string name)
    {
        var copy = System.IO.Path.Combine(Directory.CreateTempSubdirectory("notebook").FullName, name);
        var course = Repository.File("artifacts/course/TinyTransformer.dll").Replace("\\", "/");
        File.WriteAllText(copy, Json.ToJsonString().Replace("../artifacts/course/TinyTransformer.dll", course));
        return copy;
    }

    private static string Joined(JsonNode? text) => text switch
    {
        null => "",
        JsonArray lines => string.Concat(lines.Select(line => (string)line!)),
        _ => (string)text!,
    };
}
