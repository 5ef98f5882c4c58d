// What is no C# at all: the magic commands of other hosts. They are refused by name instead of as a syntax error.
// The same signs inside a text or a comment are C#, so it is the parsed cell that tells.
using Microsoft.CodeAnalysis;

namespace Lab.Kernels;

internal static class CellSyntax
{
    private const string Sign = "#!";

    /// <exception cref="CellException">The cell holds a line that begins with <c>#!</c>.</exception>
    public static void RefuseMagics(string code, string label)
    {
        if (!code.Contains(Sign, StringComparison.Ordinal))
        {
            return;
        }

        var tree = SubmissionCompiler.Parse(code, label);
        var magic = tree.GetRoot().DescendantTrivia().Where(trivia => trivia.IsDirective).Select(trivia => Line(tree, trivia)).FirstOrDefault(line => line.Text.StartsWith(Sign, StringComparison.Ordinal));
        if (magic.Text is null)
        {
            return;
        }

        var place = $"{label}, line {magic.Number}: the Lab knows no magic commands: {magic.Text}";
        throw new CellException("MagicCommand", place, [place]);
    }

    private static (int Number, string Text) Line(SyntaxTree tree, SyntaxTrivia trivia)
    {
        var line = tree.GetText().Lines.GetLineFromPosition(trivia.SpanStart);
        return (line.LineNumber + 1, line.ToString().Trim());
    }
}
