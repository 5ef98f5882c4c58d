// How much of the list the engine has, and why the rest is not there, as the two tables in src/README.md. A line of the list is there when a member of the engine allows it
// (ApiLine); an override is there also when the type inherits what it overrides, since calls compile all the same. The reasons stand in left-out.txt.

using System.Text;
using System.Text.RegularExpressions;

namespace TorchSharp.Managed.Tests.Api;

internal static partial class ApiCoverage
{
    public static string Table(ApiList list, IEnumerable<Type> types)
    {
        var rows = types.Select(t => (Type: t, Section: list.Find(t))).Where(x => x.Section is not null).Select(x => (x.Section!.Name, x.Section.Header, Missing: Missing(x.Type, x.Section).Count(), All: x.Section.Lines.Count)).ToArray();
        var text = new StringBuilder("| TorchSharp's | members here | of |\n|---|--:|--:|\n");
        foreach (var (_, header, missing, all) in rows.Where(r => r.Missing > 0).OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            text.Append($"| `{header}` | {all - missing} | {all} |\n");
        }
        var whole = rows.Where(r => r.Missing == 0).ToArray();
        text.Append($"| {whole.Length} more types, each whole | {whole.Sum(r => r.All)} | {whole.Sum(r => r.All)} |\n");
        return text.Append($"| {rows.Length} of {list.Sections.Count} types | {rows.Sum(r => r.All - r.Missing)} | {list.Sections.Sum(s => s.Lines.Count)} |\n").ToString();
    }

    /// <summary>What is missing by reason: how many members, and which, by their types.</summary>
    public static string LeftOutTable(IReadOnlyList<LeftOut> reasons, ApiList list, IEnumerable<(string Type, string Line)> missing)
    {
        var sizes = list.Sections.ToDictionary(s => s.Name, s => s.Lines.Count);
        var text = new StringBuilder("| left out | members | why | which |\n|---|--:|---|---|\n");
        foreach (var group in missing.GroupBy(m => Reason(reasons, m)!).OrderBy(g => reasons.ToList().IndexOf(g.Key)))
        {
            text.Append($"| {group.Key.What} | {group.Count()} | {group.Key.Why} | {string.Join("; ", group.GroupBy(m => m.Type).Select(type => Members(type, isWhole: type.Count() == sizes[type.Key])))} |\n");
        }
        return text.ToString();
    }

    public static LeftOut? Reason(IReadOnlyList<LeftOut> reasons, (string Type, string Line) member) =>
        reasons.FirstOrDefault(reason => reason.Patterns.Any(pattern => Regex.IsMatch($"{member.Type}: {member.Line}", pattern)));

    /// <summary>Each member of the list that the engine lacks, with the name of its type.</summary>
    public static IEnumerable<(string Type, string Line)> Missing(ApiList list, IEnumerable<Type> types)
    {
        var bySection = types.Where(t => list.Find(t) is not null).ToDictionary(t => list.Find(t)!);
        return list.Sections.SelectMany(s => (bySection.TryGetValue(s, out var type) ? Missing(type, s) : s.Lines).Select(line => (s.Name, line)));
    }

    private static IEnumerable<string> Missing(Type type, ApiSection section)
    {
        var ours = ApiSignatures.Lines(type).SelectMany(m => ApiLine.Candidates(m.Line)).ToHashSet();
        var inherited = Bases(type).SelectMany(ApiSignatures.Lines).Select(m => Overridden(m.Line)).ToHashSet();
        return section.Lines.Where(l => !ours.Contains(ApiLine.Canonical(l)) && !(Override().IsMatch(l) && inherited.Contains(Overridden(l))));
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }

    /// <summary>Of a type that is missing as a whole its name alone, else the names of the members, each once.</summary>
    private static string Members(IGrouping<string, (string Type, string Line)> members, bool isWhole) =>
        $"`{members.Key}`" + (isWhole ? "" : $": {string.Join(", ", members.Select(m => m.Line.Contains("IntPtr handle", StringComparison.Ordinal) ? "a constructor" : Name(m.Line)).Distinct())}");

    private static string Name(string line) => $"`{NameBefore().Match(line).Groups[1].Value}`";

    /// <summary>The line without what an override may change: modifiers, and the names, nullability and defaults of its parameters.</summary>
    private static string Overridden(string line) => Loose().Replace(Default().Replace(Modifiers().Replace(ApiLine.Canonical(line), ""), ""), "");

    [GeneratedRegex(@"\b(override|virtual|abstract) ")]
    private static partial Regex Modifiers();

    [GeneratedRegex(@"\boverride ")]
    private static partial Regex Override();

    [GeneratedRegex(@" = [^,)]+")]
    private static partial Regex Default();

    [GeneratedRegex(@"\?| \w+(?=[,)])")]
    private static partial Regex Loose();

    [GeneratedRegex(@"(?:^|\s)((?:operator )?[\w.]+)(?:<\w+>)?(?:\(|;| \{| = )")]
    private static partial Regex NameBefore();
}

/// <summary>A part of TorchSharp's list that the engine leaves out on purpose.</summary>
/// <param name="Patterns">Regular expressions over "type: line".</param>
internal sealed record LeftOut(string What, string Why, IReadOnlyList<string> Patterns)
{
    /// <summary>left-out.txt: a line "what | why", then patterns, each indented; lines that begin with # are notes.</summary>
    public static IReadOnlyList<LeftOut> Load()
    {
        var groups = new List<(string Head, List<string> Patterns)>();
        foreach (var line in File.ReadLines(Repository.PathOf("tests", "TorchSharp.Managed.Tests", "Api", "left-out.txt")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] == ' ')
            {
                groups[^1].Patterns.Add(line.Trim());
            }
            else
            {
                groups.Add((line, []));
            }
        }
        return [.. groups.Select(g => new LeftOut(g.Head.Split(" | ")[0], g.Head.Split(" | ")[1], g.Patterns))];
    }
}
