// C# numbers to Scalars and back.

using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions between Scalar and the C# types of the five element types. A Scalar is converted as a C# cast would, whatever its own type.</summary>
public static class ScalarExtensionMethods
{
    public static bool ToBoolean(this Scalar value) => NotNull(value).AsDouble != 0;

    public static int ToInt32(this Scalar value) => (int)NotNull(value).AsLong;

    public static long ToInt64(this Scalar value) => NotNull(value).AsLong;

    public static float ToSingle(this Scalar value) => (float)NotNull(value).AsDouble;

    public static double ToDouble(this Scalar value) => NotNull(value).AsDouble;

    public static byte ToByte(this Scalar value) => (byte)NotNull(value).AsLong;

    public static sbyte ToSByte(this Scalar value) => (sbyte)NotNull(value).AsLong;

    public static short ToInt16(this Scalar value) => (short)NotNull(value).AsLong;

    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this bool value) => value;
}
