// Compiler errors as a reader wants them: the place by cell, line and column, the source line, and a caret under the place.
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Lab.Kernels;

internal static partial class CompileError
{
    private const int MostShown = 20;

    public static CellException Describe(IReadOnlyCollection<Diagnostic> errors)
    {
        // Without a library every name that it declares is unknown too; the missing library says it all.
        var missing = errors.Where(error => error.Id == "CS0006").ToArray();
        errors = missing.Length > 0 ? missing : errors;
        var ordered = errors.OrderBy(error => error.Location.SourceSpan.Start).Take(MostShown).ToArray();
        var lines = ordered.SelectMany(error => Lines(error)).ToList();
        if (errors.Count > MostShown)
        {
            lines.Add($"… and {errors.Count - MostShown} more errors");
        }

        return new CellException("CompilationError", Headline(ordered[0]), lines);
    }

    private static IEnumerable<string> Lines(Diagnostic error)
    {
        yield return Headline(error);
        if (error.Location.SourceTree is not { } tree)
        {
            yield break;
        }

        var span = error.Location.GetLineSpan();
        var line = tree.GetText().Lines[span.StartLinePosition.Line].ToString();
        var start = Math.Min(span.StartLinePosition.Character, line.Length);
        var end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : line.Length;
        yield return "    " + line;
        // Tabs stay tabs, so that the caret stands under its place whatever their width.
        yield return "    " + string.Concat(line[..start].Select(c => c == '\t' ? '\t' : ' ')) + new string('^', Math.Max(1, end - start));
    }

    private static string Headline(Diagnostic error)
    {
        var span = error.Location.GetLineSpan();
        var place = error.Location.IsInSource ? $"{CellFrame.SourceName(span.Path)}, line {span.StartLinePosition.Line + 1}, column {span.StartLinePosition.Character + 1}: " : "";
        return $"{place}error {error.Id}: {Text(error)}";
    }

    private static string Text(Diagnostic error) =>
        error.Id == "CS0006" && error.Location.SourceTree is { } tree
            ? NotebookReferences.Explain(Quoted(tree.GetText().ToString(error.Location.SourceSpan)))
            : QuotedPath().Replace(error.GetMessage(), quoted => $"'{CellFrame.SourceName(quoted.Groups[1].Value)}'");

    /// <summary>A file as the compiler names it: by its whole path, which is one machine's.</summary>
    [GeneratedRegex(@"(?<=\bfile )'([^']*[/\\][^']*)'")]
    private static partial Regex QuotedPath();

    /// <summary>The reference in a #r directive.</summary>
    private static string Quoted(string directive) => directive.Split('"') is [_, var reference, ..] ? reference : directive;
}
