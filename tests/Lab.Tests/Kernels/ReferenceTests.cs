// #r of a built dll: found from the notebook's folder, its neighbours found beside it, when compiling and when running.
namespace Lab.Tests.Kernels;

public sealed class ReferenceTests(ReferenceTests.Libraries libraries) : IClassFixture<ReferenceTests.Libraries>
{
    private TestKernel Kernel => libraries.Kernel;

    [Fact]
    public async Task Reference_ByRelativePath_IsLoadedWithItsNeighbours() =>
        Assert.Equal("inner 3", await Kernel.ShowAsync("#r \"lib/Outer.dll\"\nusing Outer;\nDoor.Open(3).Name"));

    [Fact]
    public async Task Type_OfANeighbour_IsTheSameTypeWhereverItComesFrom() =>
        Assert.Equal("True", await Kernel.ShowAsync("#r \"lib/Outer.dll\"\n#r \"lib/Inner.dll\"\nOuter.Door.Open(1).GetType() == typeof(Inner.Room)"));

    [Fact]
    public async Task Exception_InALibrary_ShowsItsFramesWithoutFolders() =>
        Assert.Equal(
            "error:Exception: slam\n   at Door.Slam(int times) in Outer.cs, line 5\n   at cell N, line 2",
            System.Text.RegularExpressions.Regex.Replace(await Kernel.ShowAsync("#r \"lib/Outer.dll\"\nOuter.Door.Slam(2);"), "cell \\d+", "cell N"));

    [Fact]
    public async Task Library_NamedLikeOneOfTheHosts_IsTheNotebooksOwn() =>
        Assert.Equal("mine", await Kernel.ShowAsync("#r \"lib/Spectre.Console.dll\"\nSpectre.Console.Mine.Text"));

    [Fact]
    public async Task Library_WithFormatters_IsShownByThem() =>
        Assert.Equal("{\n \"image/png\": \"aGk=\"\n}", await Kernel.ShowAsync("#r \"lib/Outer.dll\"\nnew Outer.Picture()"));

    [Fact]
    public async Task Library_InUse_CanBeBuiltAgain()
    {
        await Kernel.ShowAsync("#r \"lib/Inner.dll\"\nnew Inner.Room(1).Name");
        TestLibrary.Build(Path.Combine(Kernel.Folder.Path, "lib"), "Inner", Libraries.Inner);
    }

    [Fact]
    public async Task Reference_WithWindowsSlashes_IsFoundToo() =>
        Assert.Equal("inner 1", await Kernel.ShowAsync("#r \"lib\\\\Inner.dll\"\nnew Inner.Room(1).Name".Replace("\\\\", "\\", StringComparison.Ordinal)));

    [Fact]
    public async Task Library_WhoseFileHasAnotherName_IsFoundByItsOwn() =>
        Assert.Equal("inner 4", await Kernel.ShowAsync("#r \"lib/Renamed.dll\"\nnew Plain.Thing(4).Name"));

    [Fact]
    public async Task Library_ThatIsNone_IsNamedWithoutItsFolder()
    {
        Kernel.Folder.Write("lib/broken.dll", "no library");
        var text = await Kernel.ShowAsync("#r \"lib/broken.dll\"\n1");
        Assert.Contains("error CS0009: ", text, StringComparison.Ordinal);
        Assert.Contains("'broken.dll'", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Kernel.Folder.Path, text, StringComparison.Ordinal);
    }

    public sealed class Libraries : IAsyncDisposable
    {
        internal const string Inner = "namespace Inner; public class Room(int n) { public string Name => $\"inner {n}\"; }";

        private const string Outer = """
            namespace Outer;
            public static class Door
            {
                public static Inner.Room Open(int n) => new(n);
                public static void Slam(int times) => throw new System.Exception("slam");
            }
            [TypeFormatterSource(typeof(Source))] public class Picture;
            public class Source { public System.Collections.Generic.IEnumerable<object> CreateTypeFormatters() => [new Png()]; }
            public class Png { public string MimeType => "image/png"; public bool Format(object o, System.IO.TextWriter w) { w.Write("aGk="); return true; } }
            internal class TypeFormatterSourceAttribute(System.Type source) : System.Attribute { public System.Type FormatterSourceType => source; }
            """;

        public Libraries()
        {
            var folder = Path.Combine(Kernel.Folder.Path, "lib");
            var inner = TestLibrary.Build(folder, "Inner", Inner);
            TestLibrary.Build(folder, "Outer", Outer, inner);
            File.Move(TestLibrary.Build(folder, "Plain", "namespace Plain; public class Thing(int n) { public string Name => $\"inner {n}\"; }"), Path.Combine(folder, "Renamed.dll"));
            TestLibrary.Build(folder, "Spectre.Console", "namespace Spectre.Console; public static class Mine { public static string Text => \"mine\"; }");
        }

        public TestKernel Kernel { get; } = new();

        public ValueTask DisposeAsync() => Kernel.DisposeAsync();
    }
}
