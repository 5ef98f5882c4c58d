// The engine is a strict subset of TorchSharp: each public type and member of the assembly stands, with its exact signature, in torchsharp-api.txt.
// What compiles against the engine then compiles against TorchSharp. Nothing here says that a member does the right thing.

using System.Reflection;

namespace TorchSharp.Managed.Tests.Api;

public class ApiTests
{
    private static readonly ApiList List = ApiList.Load();
    private static readonly Assembly Engine = Assembly.Load("TorchSharp.Managed");

    [Fact]
    public void EngineTypes_ExceptAllowedOnes_AreInTheList()
    {
        var missing = EngineTypes().Where(t => List.Find(t) is null).Select(t => ApiSignatures.Header(t) + "   [namespace " + t.Namespace + "]");
        Assert.True(!missing.Any(), "No section in torchsharp-api.txt, no line in Api/allowed-types.txt:\n" + string.Join("\n", missing));
    }

    [Fact]
    public void EngineMembers_OfListedTypes_HaveTheListsSignature()
    {
        var wrong = ListedTypes().SelectMany(x => Unlisted(x.Type, x.Section).Select(m => Complaint(x.Section, m)));
        Assert.True(!wrong.Any(), $"{wrong.Count()} members are not TorchSharp's:\n" + string.Join("\n", wrong));
    }

    [Fact]
    public void EngineTypes_OfListedTypes_HaveTheListsKindAndBases()
    {
        var wrong = ListedTypes().SelectMany(x => HeaderFaults(x.Type, x.Section));
        Assert.True(!wrong.Any(), string.Join("\n", wrong));
    }

    [Fact]
    public void AllowedTypes_EachLine_NamesAnEngineTypeWithoutSection()
    {
        var names = Engine.GetExportedTypes().Where(t => List.Find(t) is null).Select(TypeNames.Of).ToHashSet();
        Assert.True(AllowedTypes().IsSubsetOf(names), "Stale: " + string.Join(", ", AllowedTypes().Except(names)));
    }

    /// <summary>Members that <paramref name="type"/> declares and that the section has no line for. An override adds no name: its base declaration is checked where it stands.</summary>
    internal static IEnumerable<ApiMember> Unlisted(Type type, ApiSection section) =>
        ApiSignatures.Lines(type).Where(m => !ApiLine.IsIn(section, m.Line) && !IsOverride(m.Source));

    internal static IEnumerable<Type> EngineTypes()
    {
        var allowed = AllowedTypes();
        return Engine.GetExportedTypes().Where(t => !t.Name.Contains('<', StringComparison.Ordinal) && !allowed.Contains(TypeNames.Of(t)));
    }

    internal static IEnumerable<string> HeaderFaults(Type type, ApiSection section)
    {
        if (ApiSignatures.Header(type) != section.Header) yield return $"ours  {ApiSignatures.Header(type)}\nlist  {section.Header}";
        var parent = type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum) ? TypeNames.Of(b) : null;
        var parents = parent is null ? [] : new[] { parent };
        var interfaces = type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(i => i.IsVisible).Select(TypeNames.Of);
        foreach (var name in parents.Concat(interfaces).Where(n => !section.Bases.Contains(n))) yield return $"{section.Name}: the list has no base {name}";
        if (parent is null && section.Bases.Count > 0 && !type.IsInterface && !type.IsValueType && !LooksLikeInterface(section.Bases[0])) yield return $"{section.Name}: the list has the base {section.Bases[0]}";
    }

    private static bool LooksLikeInterface(string name) => name[(name.Split('<')[0].LastIndexOf('.') + 1)..] is ['I', >= 'A' and <= 'Z', ..];

    private static IEnumerable<(Type Type, ApiSection Section)> ListedTypes() => EngineTypes().Select(t => (t, List.Find(t)!)).Where(x => x.Item2 is not null);

    private static bool IsOverride(MemberInfo? member) => member switch
    {
        MethodInfo m => m.GetBaseDefinition() != m,
        PropertyInfo p => p.GetAccessors(true) is [var a, ..] && a.GetBaseDefinition() != a,
        _ => false,
    };

    private static string Complaint(ApiSection section, ApiMember ours) => $"{section.Name}\n  ours  {ours.Line}\n  list  {ApiLine.Closest(section, ours)}";

    private static HashSet<string> AllowedTypes() =>
        [.. File.ReadLines(Repository.PathOf("tests", "TorchSharp.Managed.Tests", "Api", "allowed-types.txt")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split("  ")[0])];
}
