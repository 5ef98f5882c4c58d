// How much of the list the engine has, as the table in src/README.md: one row for each of TorchSharp's types that the engine has, and their sum.
// A line of the list counts when a member of the engine allows it (ApiLine); what the engine lacks is no fault.

using System.Text;

namespace TorchSharp.Managed.Tests.Api;

internal static class ApiCoverage
{
    public static string Table(ApiList list, IEnumerable<Type> types)
    {
        var rows = types.Select(t => (Type: t, Section: list.Find(t))).Where(x => x.Section is not null).Select(x => (x.Section!.Name, x.Section.Header, There: Count(x.Type, x.Section), All: x.Section.Lines.Count)).ToArray();
        var text = new StringBuilder("| TorchSharp's | members here | of |\n|---|--:|--:|\n");
        foreach (var (_, header, there, all) in rows.OrderBy(r => r.Name, StringComparer.Ordinal))
            text.Append($"| `{header}` | {there} | {all} |\n");
        return text.Append($"| {rows.Length} of {list.Sections.Count} types | {rows.Sum(r => r.There)} | {list.Sections.Sum(s => s.Lines.Count)} |\n").ToString();
    }

    private static int Count(Type type, ApiSection section)
    {
        var ours = ApiSignatures.Lines(type).SelectMany(m => ApiLine.Candidates(m.Line)).ToHashSet();
        return section.Lines.Count(l => ours.Contains(ApiLine.Canonical(l)));
    }
}
