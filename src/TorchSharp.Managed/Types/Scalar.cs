// A number that travels with its type, as TorchSharp's Scalar: 2 stays an integer and 2.0 a float until a tensor's type decides.

using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A single number with its type. Made by conversion from a C# number; nothing to dispose here, though TorchSharp's must be.</summary>
public sealed class Scalar : IDisposable
{
    private readonly double _float;
    private readonly long _integer;

    private Scalar(double value, ScalarType type) => (_float, _integer, Type) = (value, 0, type);

    private Scalar(long value, ScalarType type) => (_float, _integer, Type) = (value, value, type);

    public ScalarType Type { get; }

    internal double AsDouble => _float;

    internal long AsLong => Type.IsFloat() ? (long)_float : _integer;

    public static implicit operator Scalar(byte value) => new(value, ScalarType.Int32);

    public static implicit operator Scalar(sbyte value) => new(value, ScalarType.Int32);

    public static implicit operator Scalar(short value) => new(value, ScalarType.Int32);

    public static implicit operator Scalar(int value) => new(value, ScalarType.Int32);

    public static implicit operator Scalar(long value) => new(value, ScalarType.Int64);

    public static implicit operator Scalar(float value) => new(value, ScalarType.Float32);

    public static implicit operator Scalar(double value) => new(value, ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(value ? 1L : 0L, ScalarType.Bool);

    /// <summary>Fractions are cut, as in PyTorch; what lies beyond the type's numbers is not. Bool holds the truth of any number.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">An element of this type cannot hold the number.</exception>
    internal Scalar RequireFit(ScalarType dtype)
    {
        // As doubles the largest integers round up to the next power of two, which no longer fits.
        var fits = dtype switch
        {
            ScalarType.Int64 => !Type.IsFloat() || (_float >= long.MinValue && _float < long.MaxValue),
            ScalarType.Int32 => Type.IsFloat() ? Math.Truncate(_float) is >= int.MinValue and <= int.MaxValue : _integer is >= int.MinValue and <= int.MaxValue,
            ScalarType.Float32 => !double.IsFinite(_float) || float.IsFinite((float)_float),
            _ => true,
        };
        return fits ? this : throw Fail.Error($"value: expected a number that {dtype} can hold, got {this}");
    }

    public void Dispose() => GC.SuppressFinalize(this);

    public override string ToString() => Type.IsFloat() ? _float.ToString(CultureInfo.InvariantCulture) : _integer.ToString(CultureInfo.InvariantCulture);
}
