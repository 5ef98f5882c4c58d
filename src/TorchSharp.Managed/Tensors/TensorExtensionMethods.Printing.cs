// A tensor's values as text, in TorchSharp's four styles. The default culture is the invariant one (TorchSharp: the thread's), the default line end is "\n" on every
// system (TorchSharp: the system's), so that a text is the same on every machine.

using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>The values in a style; Default is what torch.TensorStringStyle says, which is Julia at first.</summary>
    /// <param name="tensor">Any tensor.</param>
    /// <param name="fltFormat">A .NET format for floats: "g5" is five digits, "f4" four decimals.</param>
    /// <param name="width">The length at which a line is cut; in the Julia style only.</param>
    /// <param name="newLine">What ends a line.</param>
    /// <param name="cultureInfo">How numbers are written.</param>
    /// <param name="style">One of the four styles.</param>
    public static string str(this torch.Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) =>
        NotNull(tensor).ToString(style, fltFormat, width, cultureInfo, newLine);

    /// <summary>The metadata, and below it the rows with aligned columns: "[2x3], type = Int64, device = cpu\n 1 2 3\n 4 5 6\n".</summary>
    public static string jlstr(this torch.Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = null, CultureInfo? cultureInfo = null) =>
        NotNull(tensor).ToString(TensorStringStyle.Julia, fltFormat, width, cultureInfo, newLine);

    /// <summary>"[2x3], type = Float32, device = cpu"</summary>
    public static string metastr(this torch.Tensor tensor) => NotNull(tensor).ToString(TensorStringStyle.Metadata);

    /// <summary>The values as NumPy writes them: "[[1, 2, 3]\n [4, 5, 6]]".</summary>
    public static string npstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) =>
        NotNull(tensor).ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

    /// <summary>The metadata and the values as a C# array: "[3], type = Int64, device = cpu, value = long [] {1L, 2L, 3L}".</summary>
    public static string cstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null) =>
        NotNull(tensor).ToString(TensorStringStyle.CSharp, fltFormat, width, cultureInfo, newLine);

    /// <summary>Writes the tensor to the console, and returns it.</summary>
    public static torch.Tensor print(this torch.Tensor t, string? fltFormat = "g5", int? width = 100, string? newLine = null, CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default)
    {
        ArgumentNullException.ThrowIfNull(t);
        Console.WriteLine(t.ToString(style, fltFormat, width, cultureInfo, newLine));
        return t;
    }
}
