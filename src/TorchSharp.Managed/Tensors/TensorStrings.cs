// A tensor's values as text, in TorchSharp's styles. (Only the Numpy style so far.) Numbers are written in the invariant culture unless another is given;
// TorchSharp takes the thread's.

using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class TensorStrings
{
    /// <summary>Longer dimensions show half of this many at either end.</summary>
    private const int MaxShown = 6;

    /// <summary>[[1, 2, 3]\n [4, 5, 6]]</summary>
    internal static string Numpy(Tensor tensor, string format, CultureInfo culture, string newLine)
    {
        using var off = new GradMode(false);
        var text = new StringBuilder();
        Numpy(text, tensor, depth: 0, format, culture, newLine);
        return text.ToString();
    }

    private static void Numpy(StringBuilder text, Tensor tensor, int depth, string format, CultureInfo culture, string newLine)
    {
        if (tensor.Rank == 0)
        {
            text.Append(Value(tensor, format, culture));
            return;
        }
        var separator = tensor.Rank == 1 ? ", " : string.Concat(Enumerable.Repeat(newLine, tensor.Rank - 1)) + new string(' ', depth + 1);
        text.Append('[');
        for (long i = 0; i < tensor.Sizes[0]; i++)
        {
            text.Append(i > 0 ? separator : "");
            if (tensor.Sizes[0] > MaxShown && i == MaxShown / 2)
            {
                text.Append(tensor.Rank == 1 ? "... " : "..." + separator);
                i = tensor.Sizes[0] - MaxShown / 2;
            }
            Numpy(text, tensor[i], depth + 1, format, culture, newLine);
        }
        text.Append(']');
    }

    private static string Value(Tensor number, string format, CultureInfo culture) => number.dtype switch
    {
        ScalarType.Float32 => ((float)number).ToString(format, culture),
        ScalarType.Float64 => ((double)number).ToString(format, culture),
        ScalarType.Bool => ((bool)number).ToString(culture),
        _ => ((long)number).ToString(culture),
    };
}
