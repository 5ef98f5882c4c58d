using System.Globalization;

namespace TinyTransformer;

// Numbers as text, the same under every culture: a host may run without InvariantGlobalization.
internal static class Invariant
{
    internal static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    // With an ASCII minus, for text, hovers and messages. A float has seven digits: written out in full, a large one would show digits that nobody computed.
    internal static string Fixed(double value, int decimals) => Name(value) ?? (Math.Abs(value) >= 1e5
        ? value.ToString("0." + new string('0', decimals) + "e0", Culture)
        : Unsigned0(value.ToString("F" + decimals.ToString(Culture), Culture)));

    // With the typographic minus and the infinity sign, for what is drawn.
    internal static string Drawn(double value, int decimals) => Fixed(value, decimals).Replace('-', '−');

    // A scale's tick: three significant digits, so that a scale of thousandths is as readable as one of hundreds.
    internal static string Tick(double value) => value.ToString(Math.Abs(value) is 0 or >= 0.01 and < 1000 ? Math.Abs(value) < 100 ? "0.##" : "0" : "0.##e0", Culture).Replace('-', '−');

    // Coordinates: two decimals are a fiftieth of a pixel on any screen.
    internal static string Short(double value) => Unsigned0(value.ToString("0.##", Culture));

    // Four digits that count: 0.01234, 12.34, 1234, 1.234e5.
    internal static string Significant(double value)
    {
        if (Name(value) is { } name)
        {
            return name;
        }

        var size = Math.Abs(value);
        return size is 0 || (size >= 1e-3 && size < 99_999.5)
            ? value.ToString("F" + Math.Clamp(3 - Exponent(size), 0, 6).ToString(Culture), Culture)
            : value.ToString("0.###e0", Culture);
    }

    // Of the first digit: 0 for 1 to 9.99, -1 for 0.1 to 0.99; 0 for 0.
    internal static int Exponent(double size) => size == 0 ? 0 : int.Parse(Math.Abs(size).ToString("E15", Culture).AsSpan(18), Culture);

    // A float's shortest decimal form as a double; cast back, it is the same float.
    internal static double Widen(float value) => double.Parse(value.ToString("R", Culture), Culture);

    internal static string Full(double value) => Name(value) ?? value.ToString("R", Culture);

    private static string? Name(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "-∞" : null;

    // "-0.00" is a rounded small negative number; the sign would read as information.
    private static string Unsigned0(string text) => text.StartsWith('-') && text.AsSpan(1).IndexOfAnyExcept('0', '.') < 0 ? text[1..] : text;
}
