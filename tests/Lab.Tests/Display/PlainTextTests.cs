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

    private sealed record Point(int X, float[] Y);

    private sealed class Bare;
}
