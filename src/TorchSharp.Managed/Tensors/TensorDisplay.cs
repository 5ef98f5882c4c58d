// How a notebook shows a tensor: its shape and type, then its values, four decimals, aligned; long ones cut in the middle. The convention by which the host finds this
// (an attribute known by its name) is that of .NET Interactive, whose packages are not referenced.

using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}

internal sealed class TensorFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() => [new TensorFormatter()];
}

internal sealed class TensorFormatter
{
    public string MimeType => "text/plain";

    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not Tensor tensor)
        {
            return false;
        }
        writer.Write(TensorDisplay.Of(tensor));
        return true;
    }
}

internal static class TensorDisplay
{
    /// <summary>Longer dimensions show this many at either end.</summary>
    private const int Edge = 4;

    internal static string Of(Tensor tensor)
    {
        if (tensor.IsInvalid)
        {
            return "a tensor that was disposed";
        }
        using var off = new GradMode(false);
        var text = new StringBuilder($"shape {Fail.Show(tensor.Sizes)}, {tensor.dtype}");
        if (tensor.Count == 0)
        {
            return text.Append(", no elements").ToString();
        }
        text.Append('\n');
        var format = Format(tensor);
        var width = 0;
        Measure(tensor, format, ref width);
        Write(text, tensor, format, width, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Tensor tensor, Func<Tensor, string> format, int width, int depth)
    {
        if (tensor.Rank == 0)
        {
            text.Append(format(tensor).PadLeft(width));
            return;
        }
        text.Append('[');
        var first = true;
        foreach (var i in Shown(tensor.Sizes[0]))
        {
            if (!first)
            {
                text.Append(tensor.Rank == 1 ? ", " : "," + new string('\n', tensor.Rank - 1) + new string(' ', depth + 1));
            }
            first = false;
            if (i < 0)
            {
                text.Append('…');
            }
            else
            {
                Write(text, tensor[i], format, width, depth + 1);
            }
        }
        text.Append(']');
    }

    private static void Measure(Tensor tensor, Func<Tensor, string> format, ref int width)
    {
        if (tensor.Rank == 0)
        {
            width = Math.Max(width, format(tensor).Length);
            return;
        }
        foreach (var i in Shown(tensor.Sizes[0]))
        {
            if (i >= 0)
            {
                Measure(tensor[i], format, ref width);
            }
        }
    }

    /// <summary>The indices to show; -1 stands for those left out.</summary>
    private static IEnumerable<long> Shown(long size)
    {
        for (long i = 0; i < size; i++)
        {
            if (size > 3 * Edge && i == Edge)
            {
                yield return -1;
                i = size - Edge;
            }
            yield return i;
        }
    }

    /// <summary>Fixed point where that shows the values, else scientific: one choice for the whole tensor.</summary>
    private static Func<Tensor, string> Format(Tensor tensor)
    {
        if (!tensor.dtype.IsFloat())
        {
            return tensor.dtype == ScalarType.Bool ? x => (bool)x ? "true" : "false" : x => ((long)x).ToString(CultureInfo.InvariantCulture);
        }
        var sizes = tensor.abs();
        var finite = sizes.isfinite() & sizes.gt(0);
        var largest = (double)torch.where(finite, sizes, torch.zeros_like(sizes)).max();
        var smallest = (double)torch.where(finite, sizes, torch.full_like(sizes, double.PositiveInfinity)).min();
        var pattern = largest >= 1e6 || (largest > 0 && largest < 1e-3) || (smallest < 1e-4 && largest < 1) ? "0.0000e+00" : "0.0000";
        return x => Text((double)x, pattern);
    }

    private static string Text(double value, string pattern) =>
        double.IsNaN(value) ? "NaN" : double.IsInfinity(value) ? (value > 0 ? "∞" : "-∞") : value.ToString(pattern, CultureInfo.InvariantCulture);
}
