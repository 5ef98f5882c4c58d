namespace TinyTransformer;

/// <summary>A product of many probabilities, which a double alone would round to 0: mantissa · 2^exponent. Exact scaling and no logarithm, so the digits are the same on every system.</summary>
internal readonly record struct Scaled(double Mantissa, int Exponent)
{
    public static Scaled One => new(1, 0);

    public static Scaled operator *(Scaled a, Scaled b) => Normal(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    public static Scaled operator *(Scaled a, double b) => Normal(a.Mantissa * b, a.Exponent);

    public static Scaled operator +(Scaled a, Scaled b) => a.Mantissa == 0 ? b : b.Mantissa == 0 ? a : a.Exponent >= b.Exponent
        ? Normal(a.Mantissa + Math.ScaleB(b.Mantissa, b.Exponent - a.Exponent), a.Exponent)
        : b + a;

    /// <summary>a / b, which must be near enough to 1 for a double.</summary>
    public static double operator /(Scaled a, Scaled b) => Math.ScaleB(a.Mantissa / b.Mantissa, a.Exponent - b.Exponent);

    private static Scaled Normal(double value, int exponent)
    {
        if (value == 0)
        {
            return default;
        }
        var shift = Math.ILogB(value);
        return new Scaled(Math.ScaleB(value, -shift), exponent + shift);
    }
}
