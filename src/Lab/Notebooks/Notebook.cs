// A notebook in memory: the JSON document that was read, with typed access to what the Lab uses of it.
// Everything that the Lab does not know stays in the document and is written back as it came.
using System.Text.Json.Nodes;

namespace Lab.Notebooks;

internal sealed class Notebook
{
    /// <param name="json">A document of nbformat 4, already checked by <see cref="NotebookReader"/>.</param>
    public Notebook(JsonObject json)
    {
        Json = json;
        Cells = [.. json["cells"]!.AsArray().Select(cell => new Cell(cell!.AsObject()))];
        CodeCells = [.. Cells.Where(cell => cell.IsCode)];
    }

    public JsonObject Json { get; }

    /// <summary>What the notebook's file held when it was read or saved last, to tell whether somebody else has changed it since; null where it came from no file.</summary>
    public byte[]? FileContent { get; set; }

    public IReadOnlyList<Cell> Cells { get; }

    /// <summary>The code cells in order. "Cell N" means the N-th of these everywhere in the Lab, as in Jupyter's <c>[N]</c>.</summary>
    public IReadOnlyList<Cell> CodeCells { get; }

    /// <summary>The nearest markdown heading above a cell, without its signs; null where there is none.</summary>
    public string? HeadingAbove(Cell cell) => Cells
        .TakeWhile(other => other != cell)
        .Where(other => other.IsMarkdown)
        .SelectMany(other => other.Source.Split('\n'))
        .LastOrDefault(line => line.StartsWith('#') && line.TrimStart('#').StartsWith(' '))?
        .TrimStart('#').Trim();
}
