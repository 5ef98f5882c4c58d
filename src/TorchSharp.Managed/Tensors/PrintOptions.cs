// How tensors are printed unless a call says otherwise: torch.set_printoptions, torch.TensorStringStyle, and Tensor.ToString with a style.

using System.ComponentModel;
using System.Globalization;

namespace TorchSharp;

/// <summary>The ways to write a tensor: shape and type alone, or with the values as Julia, NumPy or C# write them.</summary>
public enum TensorStringStyle
{
    Metadata = 0,
    Julia = 1,
    Numpy = 2,
    CSharp = 3,
    Default = 4,
}

/// <summary>What a tensor is printed by.</summary>
/// <param name="Format">For floats.</param>
/// <param name="NewLine">Ends a line.</param>
/// <param name="Width">Where a line is cut (Julia).</param>
/// <param name="MaxRows">More than that many along any dimension but the last are cut in the middle (NumPy, C#).</param>
/// <param name="MaxColumns">More than that many along the last dimension are cut in the middle (NumPy, C#).</param>
/// <param name="Culture">How numbers are written.</param>
internal sealed record PrintOptions(string Format, string NewLine, int Width, int MaxRows, int MaxColumns, CultureInfo Culture)
{
    internal static PrintOptions Current { get; set; } = new("g5", "\n", 100, 6, 6, CultureInfo.InvariantCulture);
}

public static partial class torch
{
    private static TensorStringStyle s_style = TensorStringStyle.Julia;

    /// <summary>The style of str(), print() and ToString(TensorStringStyle.Default).</summary>
    public static TensorStringStyle TensorStringStyle
    {
        get => s_style;
        set => s_style = value == TensorStringStyle.Default ? throw new ArgumentException("The style cannot be set to 'Default'") : value;
    }

    /// <summary>So many decimals for floats, in scientific notation or not.</summary>
    public static void set_printoptions(int precision, int? linewidth = null, string? newLine = null, bool sci_mode = false, int? maxRows = null, int? maxColumns = null) =>
        set_printoptions(null, sci_mode ? $"E{precision}" : $"F{precision}", linewidth, newLine, maxRows, maxColumns);

    /// <summary>Changes what is named, for all prints from here on.</summary>
    public static void set_printoptions(TensorStringStyle? style = null, string? floatFormat = null, int? linewidth = null, string? newLine = null, int? maxRows = null, int? maxColumns = null)
    {
        var before = PrintOptions.Current;
        s_style = style ?? s_style;
        PrintOptions.Current = before with
        {
            Format = floatFormat ?? before.Format,
            NewLine = newLine ?? before.NewLine,
            Width = linewidth ?? before.Width,
            MaxRows = maxRows ?? before.MaxRows,
            MaxColumns = maxColumns ?? before.MaxColumns,
        };
    }

    public partial class Tensor
    {
        /// <summary>True: the values in the style that torch.TensorStringStyle says. False: the metadata, as ToString().</summary>
        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(torch.TensorStringStyle, fltFormat, width, cultureInfo, newLine) : ToString();

        /// <summary>The tensor in a style.</summary>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            var before = PrintOptions.Current;
            var options = before with { Format = fltFormat ?? before.Format, Width = width ?? before.Width, NewLine = newLine ?? before.NewLine, Culture = cultureInfo ?? before.Culture };
            using var off = new GradMode(false);
            return (style == TensorStringStyle.Default ? torch.TensorStringStyle : style) switch
            {
                TensorStringStyle.Metadata => ToString(),
                TensorStringStyle.Julia => TensorStrings.Julia(this, options),
                TensorStringStyle.Numpy => TensorStrings.Numpy(this, options),
                TensorStringStyle.CSharp => TensorStrings.CSharp(this, options),
                _ => throw new InvalidEnumArgumentException($"Unsupported tensor string style: {style}"),
            };
        }
    }
}
