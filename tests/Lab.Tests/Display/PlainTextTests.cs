// The plain text of values: readable, limited, the same on every machine.
using Lab.Display;

namespace Lab.Tests.Display;

public class PlainTextTests
{
    public static TheoryData<object?, string> Values() => new()
    {
        { null, "<null>" },
        { "raw\n\"text\"", "raw\n\"text\"" },
        { 'c', "c" },
        { true, "True" },
        { 1.5f, "1.5" },
        { 1e-7, "1E-07" },
        { double.NaN, "NaN" },
        { DayOfWeek.Monday, "Monday" },
        { new[] { 1, 2 }, "[1, 2]" },
        { new object?[] { "a", null, 'c' }, "[\"a\", <null>, 'c']" },
        { new[,] { { 1, 2 }, { 3, 4 } }, "[[1, 2], [3, 4]]" },
        { new Dictionary<string, int[]> { ["k"] = [1] }, "{ \"k\": [1] }" },
        { (1, "x", new[] { 2 }), "(1, \"x\", [2])" },
        { new { A = 1, B = new[] { 2 } }, "{ A = 1, B = [2] }" },
        { new Point(1, [2f]), "Point { X = 1, Y = [2] }" },
        { new Bare(), "Bare" },
        { typeof(Dictionary<string, int?[]>), "Dictionary<string, int?[]>" },
        { new InvalidOperationException("m"), "InvalidOperationException: m" },
        { new Version(1, 2), "1.2" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void PlainText_OfAValue_Reads(object? value, string expected) => Assert.Equal(expected, PlainText.Of(value));

    [Fact]
    public void PlainText_OfALongArray_SaysHowManyMore() => Assert.EndsWith("98, 99, … (900 more)]", PlainText.Of(Enumerable.Range(0, 1000).ToArray()), StringComparison.Ordinal);

    [Fact]
    public void PlainText_OfAnEndlessSequence_Ends()
    {
        static IEnumerable<int> Forever()
        {
            while (true)
            {
                yield return 1;
            }
        }
        Assert.EndsWith("1, …]", PlainText.Of(Forever()), StringComparison.Ordinal);
    }

    [Fact]
    public void PlainText_OfAnObjectThatHoldsItself_Ends()
    {
        var loop = new object[1];
        loop[0] = loop;
        Assert.Equal("[…]", PlainText.Of(loop));
    }

    [Fact]
    public void PlainText_OfAnObjectWithSpans_ShowsItsOtherMembers() =>
        Assert.Equal("ArrayBufferWriter<byte> { WrittenCount = 0, Capacity = 0, FreeCapacity = 0 }", Members(new System.Buffers.ArrayBufferWriter<byte>()));

    [Fact]
    public void PlainText_OfMembersThatThrow_ShowsWhatTheyThrew() => Assert.Equal("Moody { A = FormatException, B = 2 }", PlainText.Of(new Moody([2])));

    [Fact]
    public void PlainText_OfSequencesInSequences_EndsWithinOneLimit()
    {
        var read = 0;
        object Nested(int depth) => Enumerable.Range(0, 100).Select(i => depth == 0 ? Read() : Nested(depth - 1));
        object Read() => read++ < 20_000 ? read : throw new InvalidOperationException("read without end");
        Assert.InRange(PlainText.Of(Nested(3)).Length, 1000, 200_000);
    }

    [Fact]
    public void PlainText_OfALargeArrayOfManyRanks_IsCut()
    {
        var text = PlainText.Of(new int[100, 100, 100]);
        Assert.InRange(text.Length, 1000, 200_000);
        Assert.EndsWith("more)]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void PlainText_OfLongTextsInAList_IsCut() => Assert.InRange(PlainText.Of(Enumerable.Repeat(new string('x', 50_000), 100)).Length, 50_000, 200_000);

    [Fact]
    public void PlainText_OfAPictureOfNumbers_IsWhole() => Assert.DoesNotContain("…", PlainText.Of(new float[32, 32]), StringComparison.Ordinal);

    // The memory's own text differs between versions of .NET; the spans are what matters here.
    private static string Members(object value) => System.Text.RegularExpressions.Regex.Replace(PlainText.Of(value), "WrittenMemory = [^,]*, ", "");

    private sealed class Moody(int[] numbers)
    {
        public int A => numbers.Length == 0 ? 1 : throw new FormatException();

        public int B => numbers[0];

        public ReadOnlySpan<int> C => numbers;

        public ref int D => ref numbers[5];
    }

    private sealed record Point(int X, float[] Y);

    private sealed class Bare;
}
