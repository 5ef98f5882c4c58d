// The renderer, the parser and the comparison, on fixtures: a signature test is worth what its renderer is worth.

using TorchSharp.Managed.Tests.Api.Fixtures;

namespace TorchSharp.Managed.Tests.Api;

public class ApiSignaturesTests
{
    [Theory]
    [InlineData(typeof(Style), "enum Style")]
    [InlineData(typeof(IShape<,>), "interface IShape<T, TResult>")]
    [InlineData(typeof(Outer), "static class Outer")]
    [InlineData(typeof(Outer.Inner<>), "class Outer.Inner<T>")]
    [InlineData(typeof(Outer.Inner<>.Leaf), "class Outer.Inner<T>.Leaf")]
    [InlineData(typeof(Animal), "abstract class Animal")]
    [InlineData(typeof(Dog), "sealed class Dog")]
    [InlineData(typeof(Vec), "struct Vec")]
    public void Header_OfEachKind_IsTheLists(Type type, string expected) => Assert.Equal(expected, ApiSignatures.Header(type));

    [Theory]
    [InlineData(typeof(Style), "None = 0|Bold = 3")]
    [InlineData(typeof(IShape<,>), "virtual TResult? call(T? input);")]
    [InlineData(typeof(Outer), "static int Constant;|static readonly string Name;")]
    [InlineData(typeof(Outer.Inner<>), "Outer.Inner<T>()|Outer.Inner<T>.Leaf grow(Outer.Inner<T>? other = null);")]
    [InlineData(typeof(Extensions), "static T first<T>(this T[] items) where T : unmanaged;"
        + "|static T last<T>(this T[] items) where T : struct;"
        + "|static TItem keep<TItem>(this TItem item, bool strict = false) where TItem : IDisposable;"
        + "|static ValueTuple<T1, T2> pair<T1, T2>(T1 a, T2 b) where T1 : IDisposable where T2 : IDisposable;")]
    [InlineData(typeof(Animal), "protected Animal(string name)|protected int legs;|string Name { get; }|virtual long Count { get; }"
        + "|abstract string? Speak(string? mood);|protected virtual void Rest(bool deep);|void Dispose();")]
    [InlineData(typeof(Dog), "Dog(string name = \"Rex\", long[]? route = null)|double? weight;|virtual long Count { get; }|override string? Speak(string? mood);")]
    [InlineData(typeof(Vec), "long this[params long[] at] { get; set; }|static Vec operator +(Vec left, int right);|static Vec operator -(Vec value);"
        + "|static implicit operator Vec((int?, int?) range);|static explicit operator double(Vec value);"
        + "|(Vec values, Vec indexes) max(long dim, bool keepdim = false);|(long, long)[] pairs();"
        + "|void roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default);|void join(string text, params Vec[] rest);"
        + "|void load(ref string? text, out Vec? result);"
        + "|void scale(double eps = 1E-05, float beta = 1f, double p = 2, Style style = Style.Bold, Style? other = null, int? width = 100, string ord = \"fro\");"
        + "|float[,] grid();|Dictionary<string, IList<int>>? map();")]
    public void Lines_OfEachForm_AreTheLists(Type type, string expected) =>
        Assert.Equal(expected.Split('|').Order(StringComparer.Ordinal), ApiSignatures.Lines(type).Select(m => m.Line).Order(StringComparer.Ordinal));

    [Fact]
    public void Parse_SectionWithNestedBases_SplitsAtTheTopLevelOnly()
    {
        var list = ApiList.Parse(["# a note", "## class Inner<T> : Base<(A, B), C>, IEnumerable   [namespace N]", "    int x;", ""]);
        var section = Assert.Single(list.Sections);
        Assert.Equal("Inner<T>", section.Name);
        Assert.Equal(["Base<(A, B), C>", "IEnumerable"], section.Bases);
        Assert.Equal(["int x;"], section.Lines);
    }

    [Theory]
    [InlineData("Tensor f(Tensor? out = null);", true)]
    [InlineData("Tensor f(Tensor out = null);", true)]
    [InlineData("Tensor f(Tensor? out);", false)]
    [InlineData("Tensor? f(Tensor? out = null);", false)]
    [InlineData("T g(T? x);", true)]
    [InlineData("long n { get; }", true)]
    [InlineData("long m { get; set; }", false)]
    [InlineData("static readonly long k;", true)]
    public void IsIn_LineThatDiffers_OnlyWhereCallersCannotTell(string ours, bool expected)
    {
        var list = ApiList.Parse(["## class C   [namespace N]", "    Tensor f(Tensor? out = null);", "    T? g(T x);", "    long n { get; set; }", "    long m { get; }", "    static long k;"]);
        Assert.Equal(expected, ApiLine.IsIn(list.Sections.Single(), ours));
    }

    [Fact]
    public void Unlisted_MemberThatTheListLacks_IsReportedBesideTheClosestLine()
    {
        var list = ApiList.Parse(["## sealed class Dog   [namespace N]", "    Dog(string name = \"Rex\", long[]? route = null)", "    double weight;"]);
        var wrong = Assert.Single(ApiTests.Unlisted(typeof(Dog), list.Sections.Single()));   // the overrides don't count
        Assert.Equal("double? weight;", wrong.Line);
        Assert.Equal("double weight;", ApiLine.Closest(list.Sections.Single(), wrong));
    }

    [Fact]
    public void HeaderFaults_WrongKindAndBase_AreReported()
    {
        var section = ApiList.Parse(["## class Dog : Pet, IDisposable   [namespace N]"]).Sections.Single();
        Assert.Equal(2, ApiTests.HeaderFaults(typeof(Dog), section).Count());   // sealed; Animal is not Pet
    }

    [Fact]
    public void Load_TheList_HasItsSections()
    {
        var list = ApiList.Load();
        Assert.Contains("torch.Tensor matmul(torch.Tensor target);", list.Sections.Single(s => s.Name == "torch.Tensor").Lines);
    }
}
