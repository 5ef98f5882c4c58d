// Borders around a tensor. Of a constant value only; the other modes are refused by name.

namespace TorchSharp;

/// <summary>What stands in a border.</summary>
public enum PaddingModes
{
    Zeros = 0,
    Reflect = 1,
    Replicate = 2,
    Circular = 3,
    Constant = 4,
}

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>A border of one value. pad: before and after the last dimension, then before and after the one before it, …; a negative number cuts off.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                if (mode is not (PaddingModes.Constant or PaddingModes.Zeros))
                {
                    throw new NotSupportedException($"pad: mode {mode}: this engine pads with a constant");
                }
                if (pad.Length % 2 != 0 || pad.Length / 2 > input.Rank || pad.Any(n => n < -Storage.MaxBytes || n > Storage.MaxBytes))
                {
                    throw Fail.Error($"pad: {Fail.Show(pad)} must hold two numbers for each of the last dimensions of {Fail.Show(input.Sizes)}");
                }
                var size = input.shape;
                var inner = input;
                for (var i = 0; i < pad.Length / 2; i++)
                {
                    var d = input.Rank - 1 - i;
                    var (before, after) = (pad[2 * i], pad[2 * i + 1]);
                    size[d] += before + after;
                    if (size[d] < 0)
                    {
                        throw Fail.Error($"pad: {Fail.Show(pad)} cuts off more than there is in dimension {d} of {Fail.Show(input.Sizes)}");
                    }
                    inner = before < 0 || after < 0 ? inner.slice(d, Math.Max(0, -before), input.Sizes[d] + Math.Min(0, after), 1) : inner;
                }
                return Bordered(inner, pad, size, mode == PaddingModes.Zeros ? 0 : value);
            }

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, new[] { pad.Item1, pad.Item2 }, mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, new[] { pad.Item1, pad.Item2, pad.Item3, pad.Item4 }, mode, value);

            /// <summary>As many before as after the last dimension.</summary>
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => functional.pad(input, new[] { pad, pad }, mode, value);

            private static Tensor Bordered(Tensor inner, long[] pad, long[] size, double value)
            {
                var result = Full(size, value, inner.dtype, null, false);
                using (no_grad())
                {
                    Elements.CopyInto(inner, Inside(result, pad, inner.Sizes));
                }
                var sizes = inner.Sizes;
                return Node.Record("pad", result, [inner], (_, g) => [Inside(g, pad, sizes)]);
            }

            private static Tensor Inside(Tensor whole, long[] pad, long[] sizes)
            {
                for (var i = 0; i < pad.Length / 2; i++)
                {
                    var d = sizes.Length - 1 - i;
                    whole = whole.narrow(d, Math.Max(0, pad[2 * i]), sizes[d]);
                }
                return whole;
            }
        }
    }
}
