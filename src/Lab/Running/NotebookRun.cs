// A notebook that ran through, with what it shows now.
using System.Text.Json.Nodes;
using Lab.Notebooks;

namespace Lab.Running;

/// <param name="Path">As the user gave it.</param>
/// <param name="Outputs">Those of each code cell in order, in the forms that a file keeps.</param>
internal sealed record NotebookRun(string Path, Notebook Notebook, IReadOnlyList<IReadOnlyList<JsonObject>> Outputs);
