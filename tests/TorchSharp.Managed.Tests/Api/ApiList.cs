// torchsharp-api.txt, read: one section a type, one line a member. Lines that begin with a single # are notes.
//   ## sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>   [namespace TorchSharp.Modules]
//       Parameter bias { get; set; }

namespace TorchSharp.Managed.Tests.Api;

internal sealed class ApiList
{
    private readonly Dictionary<string, ApiSection> _sections = [];

    public IReadOnlyCollection<ApiSection> Sections => _sections.Values;

    public ApiSection? Find(Type type) => _sections.GetValueOrDefault(TypeNames.Of(type) + " in " + type.Namespace);

    public static ApiList Load() => Parse(File.ReadLines(Repository.PathOf("tests", "TorchSharp.Managed.Tests", "torchsharp-api.txt")));

    public static ApiList Parse(IEnumerable<string> text)
    {
        var list = new ApiList();
        ApiSection? section = null;
        foreach (var line in text)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                section = ParseHeader(line);
                if (!list._sections.TryAdd(section.Name + " in " + section.Namespace, section)) throw new FormatException("The list has two sections for " + section.Name);
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
                (section ?? throw new FormatException("A member before the first section: " + line)).Lines.Add(line.Trim());
            else if (line.Length > 0 && line[0] != '#') throw new FormatException("Neither section, member nor note: " + line);
        }
        return list;
    }

    private static ApiSection ParseHeader(string line)
    {
        var parts = line[3..].Split("   [namespace ");
        if (parts.Length != 2) throw new FormatException("A section without its namespace: " + line);
        var colon = parts[0].IndexOf(" : ", StringComparison.Ordinal);
        var head = colon < 0 ? parts[0] : parts[0][..colon];
        var bases = colon < 0 ? [] : SplitTopLevel(parts[0][(colon + 3)..]);
        return new ApiSection(head, NameOf(head), parts[1].TrimEnd(']'), bases);
    }

    private static string NameOf(string head)
    {
        string[] kinds = ["static class ", "abstract class ", "sealed class ", "class ", "struct ", "enum ", "interface ", "delegate "];
        var kind = kinds.FirstOrDefault(k => head.StartsWith(k, StringComparison.Ordinal)) ?? throw new FormatException("A section of no known kind: " + head);
        return head[kind.Length..];
    }

    // "A<B, C>, (D, E)" -> ["A<B, C>", "(D, E)"]
    private static string[] SplitTopLevel(string text)
    {
        var result = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '<' or '(') depth++;
            if (text[i] is '>' or ')') depth--;
            if (text[i] != ',' || depth != 0) continue;
            result.Add(text[start..i].Trim());
            start = i + 1;
        }
        return [.. result, text[start..].Trim()];
    }
}

/// <summary>A type of the list: its kind and name as printed, its base class and interfaces, its members' lines.</summary>
internal sealed record ApiSection(string Header, string Name, string Namespace, IReadOnlyList<string> Bases)
{
    private HashSet<string>? _canonical;

    public HashSet<string> Lines { get; } = [];

    public HashSet<string> CanonicalLines => _canonical ??= [.. Lines.Select(ApiLine.Canonical)];
}
