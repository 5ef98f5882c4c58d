// Compares what the cells of a notebook show now with the outputs in its file. Text must be the same, numbers to the last digit;
// pictures may differ by as little as nobody sees. A file is expected to hold the forms that "run --save" writes, no more.
using System.Text.Json.Nodes;
using Lab.Notebooks;
using Lab.Running;

namespace Lab.Checking;

internal static class NotebookComparison
{
    /// <returns>For each difference, the line that says what differs where, and lines that show it.</returns>
    public static IEnumerable<IReadOnlyList<string>> Differences(NotebookRun run)
    {
        var cells = run.Notebook.CodeCells;
        if (cells.All(cell => cell.Outputs.Count == 0) && run.Outputs.Any(outputs => outputs.Count > 0))
        {
            return [[$"{run.Path}: holds no outputs to compare with. Write them first: lab run --save {run.Path}"]];
        }

        return Enumerable.Range(0, cells.Count).SelectMany(i => OfCell($"{run.Path}: cell {i + 1}", cells[i], run.Outputs[i]));
    }

    private static IEnumerable<IReadOnlyList<string>> OfCell(string place, Cell cell, IReadOnlyList<JsonObject> now)
    {
        var was = cell.Outputs;
        if (was.Count != now.Count)
        {
            return [[$"{place}: the file holds {was.Count} outputs, now there are {now.Count}", "  was: " + Kinds(was), "  is:  " + Kinds(now)]];
        }

        return was.Zip(now).SelectMany((pair, i) => OfOutput(was.Count == 1 ? place : $"{place}, output {i + 1}", pair.First, pair.Second));
    }

    private static IEnumerable<IReadOnlyList<string>> OfOutput(string place, JsonObject was, JsonObject now)
    {
        if (Kind(was) != Kind(now))
        {
            return [[$"{place}: the file holds another kind of output", "  was: " + Kind(was), "  is:  " + Kind(now)]];
        }

        return (string?)was["output_type"] switch
        {
            "stream" => OfText(place, "text", was["text"], now["text"]),
            "error" => OfText(place, "error", was["traceback"], now["traceback"], "\n"),
            _ => now["data"]!.AsObject().SelectMany(form => form.Key == "image/png"
                ? OfPicture(place, was["data"]![form.Key], form.Value)
                : OfText(place, form.Key, was["data"]![form.Key], form.Value)),
        };
    }

    private static IEnumerable<IReadOnlyList<string>> OfText(string place, string what, JsonNode? was, JsonNode? now, string between = "")
    {
        var (old, fresh) = (Text(was, between), Text(now, between));
        return old == fresh ? [] : [[$"{place}: {what} differs", .. TextDifference.Show(old, fresh)]];
    }

    private static IEnumerable<IReadOnlyList<string>> OfPicture(string place, JsonNode? was, JsonNode? now)
    {
        var (old, fresh) = (Text(was, ""), Text(now, ""));
        return old.Trim() != fresh.Trim() && PictureDifference.Describe(old, fresh) is { } difference ? [[$"{place}: the picture differs: {difference}"]] : [];
    }

    private static string Text(JsonNode? node, string between) => node switch
    {
        null => "",
        JsonArray lines when MultilineText.Is(lines) => string.Join(between, lines.Select(line => (string?)line)),
        JsonValue value when MultilineText.Is(value) => MultilineText.Join(value),
        _ => CanonicalJson.Write(node),
    };

    private static string Kinds(IEnumerable<JsonObject> outputs) => string.Join("; ", outputs.Select(Kind)) is { Length: > 0 } kinds ? kinds : "nothing";

    private static string Kind(JsonObject output) => (string?)output["output_type"] switch
    {
        "stream" => $"stream {(string?)output["name"]}",
        "error" => "error",
        var type => $"{type} ({string.Join(", ", (output["data"] as JsonObject ?? []).Select(form => form.Key).Order(StringComparer.Ordinal))})",
    };
}
