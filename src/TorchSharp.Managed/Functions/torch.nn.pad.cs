// Borders around a tensor: of a constant value, mirrored at the edge element, of the edge element, or of the other side.

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
            /// <summary>
            /// A border of one value, or (Reflect, Replicate, Circular) of the tensor's own elements. pad: before and after the last dimension, then before and after the one
            /// before it, …; a negative number cuts off. Reflect leaves the edge element out, so it needs borders smaller than the dimension.
            /// </summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                NotNull(input).Live();
                ArgumentNullException.ThrowIfNull(pad);
                if (pad.Length % 2 != 0 || pad.Length / 2 > input.Rank || pad.Any(n => n < -Storage.MaxBytes || n > Storage.MaxBytes))
                {
                    throw Fail.Error($"pad: {Fail.Show(pad)} must hold two numbers for each of the last dimensions of {Fail.Show(input.Sizes)}");
                }
                if (mode is not (PaddingModes.Constant or PaddingModes.Zeros))
                {
                    return Enumerable.Range(0, pad.Length / 2).Aggregate(input, (x, i) => x.index_select(x.Rank - 1 - i, Around(input, x.Rank - 1 - i, pad[2 * i], pad[2 * i + 1], mode)));
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

            /// <summary>Which elements of a dimension stand in the padded one.</summary>
            private static Tensor Around(Tensor x, int d, long before, long after, PaddingModes mode)
            {
                var size = x.Sizes[d];
                var most = mode == PaddingModes.Reflect ? size - 1 : mode == PaddingModes.Circular ? size : long.MaxValue;
                if (before > most || after > most || size == 0 || before + size + after < 0)
                {
                    throw Fail.Error($"pad: mode {mode} cannot put ({before}, {after}) around dimension {d} of {Fail.Show(x.Sizes)}, which has size {size}");
                }
                return tensor(Enumerable.Range(0, (int)(before + size + after)).Select(i => Place(i - before)).ToArray());

                long Place(long at) => mode switch
                {
                    PaddingModes.Reflect => at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at,
                    PaddingModes.Replicate => Math.Clamp(at, 0, size - 1),
                    _ => (at + size) % size,
                };
            }

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
