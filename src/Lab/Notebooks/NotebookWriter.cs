// Writes a notebook as Jupyter itself does (nbformat 4.5: sorted keys, texts as lists of lines), so that a save by either gives no diff.
// A file is replaced whole: the text goes to a new file beside it, which then takes its name. No reader ever sees half a notebook.
using System.Text;
using System.Text.Json.Nodes;

namespace Lab.Notebooks;

internal static class NotebookWriter
{
    private static readonly string[] s_transient = ["orig_nbformat", "orig_nbformat_minor", "signature"];

    public static string ToText(Notebook notebook)
    {
        var root = notebook.Json.DeepClone().AsObject();
        foreach (var key in s_transient)
        {
            root["metadata"]!.AsObject().Remove(key);
        }

        foreach (var cell in root["cells"]!.AsArray())
        {
            Normalize(cell!.AsObject());
        }

        return CanonicalJson.Write(root) + "\n";
    }

    /// <exception cref="UserError">The file is read-only, its folder cannot be written, or somebody changed the file since it was read; it is as it was.</exception>
    public static void Save(Notebook notebook, string path)
    {
        var target = new FileInfo(path);
        if (target.LinkTarget is not null)
        {
            target = (FileInfo)target.ResolveLinkTarget(returnFinalTarget: true)!;
        }

        if (target is { Exists: true, IsReadOnly: true })
        {
            throw new UserError($"{path}: read-only, so its outputs were not saved. Allow writing to it, or run without --save.");
        }

        var content = new UTF8Encoding(false).GetBytes(ToText(notebook));
        var draft = Path.Combine(target.DirectoryName!, $".lab-{Guid.NewGuid():N}.tmp");    // not made of the file's name, which may be as long as a name can be
        try
        {
            File.WriteAllBytes(draft, content);
            RefuseIfChanged(notebook, target.FullName, path);
            Replace(draft, target.FullName);
            notebook.FileContent = content;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{path}: could not be saved: {error.Message}", error);
        }
        finally
        {
            if (File.Exists(draft))    // where there is no folder, deleting would fail too, and hide why saving did
            {
                File.Delete(draft);
            }
        }
    }

    // Just before the file is replaced: a run takes minutes, and an editor may have saved meanwhile.
    private static void RefuseIfChanged(Notebook notebook, string file, string name)
    {
        if (notebook.FileContent is { } read && !(File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(read)))
        {
            throw new UserError($"{name}: was changed while it ran; its outputs were not saved; run it again");
        }
    }

    private static void Replace(string draft, string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            File.SetUnixFileMode(draft, File.GetUnixFileMode(path));
        }

        File.Move(draft, path, overwrite: true);
    }

    private static void Normalize(JsonObject cell)
    {
        cell["source"] = MultilineText.Split(MultilineText.Join(cell["source"]).ReplaceLineEndings("\n"));
        cell["metadata"]!.AsObject().Remove("trusted");
        foreach (var (_, bundle) in cell["attachments"] as JsonObject ?? [])
        {
            SplitBundle(bundle as JsonObject);
        }

        // Only a code cell has outputs; what another kind of cell calls so is not the Lab's.
        foreach (var output in (string?)cell["cell_type"] == "code" ? cell["outputs"]!.AsArray() : [])
        {
            SplitOutput(output!.AsObject());
        }
    }

    private static void SplitOutput(JsonObject output)
    {
        if ((string?)output["output_type"] is "execute_result" or "display_data")
        {
            SplitBundle(output["data"] as JsonObject);
        }
        else if ((string?)output["output_type"] == "stream")
        {
            output["text"] = MultilineText.Split(MultilineText.Join(output["text"]));
        }
    }

    private static void SplitBundle(JsonObject? bundle)
    {
        foreach (var mime in bundle?.Select(entry => entry.Key).ToArray() ?? [])
        {
            if (IsTextual(mime) && MultilineText.Is(bundle![mime]))
            {
                bundle[mime] = MultilineText.Split(MultilineText.Join(bundle[mime]));
            }
            else if (!OutputForm.IsJson(mime) && bundle![mime] is JsonArray lines && MultilineText.Is(lines))
            {
                bundle[mime] = MultilineText.Join(lines);
            }
        }
    }

    private static bool IsTextual(string mime) => mime.StartsWith("text/", StringComparison.Ordinal) || mime is "application/javascript" or "image/svg+xml";
}
