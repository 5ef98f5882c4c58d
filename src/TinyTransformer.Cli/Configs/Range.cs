// Ranges of config values, refused where they are set. The reader of configs adds the place.
using System.Runtime.CompilerServices;

namespace TinyTransformer.Cli;

internal static class Range
{
    public static int AtLeast(int least, int value, [CallerMemberName] string property = "") => value >= least ? value : throw Refused(property, $"{least} or more", value);

    public static int Between(int least, int value, int most, [CallerMemberName] string property = "") => value >= least && value <= most ? value : throw Refused(property, $"{least} to {most}", value);

    public static double Above0(double value, [CallerMemberName] string property = "") => value > 0 ? value : throw Refused(property, "a number above 0", value);

    public static double Share(double value, [CallerMemberName] string property = "") => value is > 0 and < 1 ? value : throw Refused(property, "a share between 0 and 1", value);

    private static ArgumentOutOfRangeException Refused(string property, string expected, object value) => new(property, FormattableString.Invariant($"{property}: expected {expected}, got {value}"));
}
