// When does a member of ours stand in the list? When what compiles against ours compiles against TorchSharp. That is the same line, up to:
//   the `?` of `X? name = null` and of a type parameter (`T?`): parts of TorchSharp are compiled without nullable annotations, so there it says nothing;
//   the `?` of a mask of ours: the Transformer's files are among those parts, and a mask may be null there;
//   a field of ours that is readonly and a property of ours without a setter, where TorchSharp's can also be written;
//   tensor(...) and as_tensor(...) of byte, sbyte, short, Half, BFloat16, Complex, which the list leaves out because each follows the float pattern.

using System.Text.RegularExpressions;

namespace TorchSharp.Managed.Tests.Api;

internal static partial class ApiLine
{
    public static bool IsIn(ApiSection section, string ours) => Candidates(ours).Any(section.CanonicalLines.Contains);

    /// <summary>The line of the section that looks most like ours: among those with the same member name, if there are any.</summary>
    public static string? Closest(ApiSection section, ApiMember ours)
    {
        var name = ours.Name == ".ctor" ? section.Name + "(" : ours.Source is System.Reflection.PropertyInfo { } p && p.GetIndexParameters().Length > 0 ? "this[" : ours.Name;
        var same = section.Lines.Where(l => Regex.IsMatch(l, @"(?<![\w.])" + Regex.Escape(name))).ToArray();
        return (same.Length > 0 ? same : section.Lines.AsEnumerable()).MinBy(l => Distance(l, ours.Line));
    }

    public static string Canonical(string line)
    {
        line = NullDefault().Replace(line, "$1");
        return TypeParameter().Replace(line, "$1");
    }

    /// <summary>The lines of TorchSharp's, in canonical form, that would allow ours.</summary>
    public static IEnumerable<string> Candidates(string ours)
    {
        var line = Canonical(ours);
        yield return line;
        yield return Mask().Replace(line, "$1");
        yield return line.Replace("static readonly ", "static ", StringComparison.Ordinal);
        if (line.StartsWith("readonly ", StringComparison.Ordinal)) yield return line["readonly ".Length..];
        if (line.EndsWith("{ get; }", StringComparison.Ordinal)) yield return line.Replace("{ get; }", "{ get; set; }", StringComparison.Ordinal);
        if (Factory().IsMatch(line)) yield return LeftOut().Replace(line, "float");
    }

    // Levenshtein's distance, two rows.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        foreach (var (x, i) in a.Select((x, i) => (x, i + 1)))
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (x == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }

    [GeneratedRegex(@"\?( \w+ = null)")]
    private static partial Regex NullDefault();

    [GeneratedRegex(@"\?( \w+_mask\b)")]
    private static partial Regex Mask();

    [GeneratedRegex(@"\b(T|T[1-9]|S|TResult|TKey|TValue|TOptions|TPreHook|TPostHook)\?")]
    private static partial Regex TypeParameter();

    [GeneratedRegex(@"^static torch\.Tensor (as_)?tensor\(")]
    private static partial Regex Factory();

    [GeneratedRegex(@"\b(byte|sbyte|short|Half|BFloat16|Complex)\b")]
    private static partial Regex LeftOut();
}
