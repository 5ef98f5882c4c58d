// A tensor's values as text, in TorchSharp's styles, to the character: which places are cut and where the blanks stand is what TorchSharp prints.

using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

internal static class TensorStrings
{
    private const string Cut = "...";

    /// <summary>[[1, 2, 3]\n [4, 5, 6]]</summary>
    internal static string Numpy(Tensor tensor, PrintOptions options)
    {
        var text = new StringBuilder();
        Nested(text, tensor, options, new("[", "]", "", ""), tensor.Rank, indented: true);
        return text.ToString();
    }

    /// <summary>[2x2], type = Float32, device = cpu, value = \nfloat [,] {\n {1f, 2f},\n {3f, 4f}\n}</summary>
    internal static string CSharp(Tensor tensor, PrintOptions options)
    {
        var text = new StringBuilder(tensor.ToString()).Append(", value = ");
        if (tensor.Rank == 0)
        {
            return text.Append(Value(tensor, options)).ToString();
        }
        var (name, suffix) = tensor.dtype switch
        {
            ScalarType.Bool => ("bool", ""),
            ScalarType.Int32 => ("int", ""),
            ScalarType.Int64 => ("long", "L"),
            ScalarType.Float32 => ("float", "f"),
            _ => ("double", ""),
        };
        var lines = tensor.Rank > 1 ? options.NewLine : "";
        text.Append(lines).Append(name).Append(" [").Append(',', tensor.Rank - 1).Append("] {").Append(lines).Append(tensor.Rank > 1 ? " " : "");
        Inside(text, tensor, options, new("{", "}", ",", suffix), tensor.Rank);
        return text.Append(lines).Append('}').ToString();
    }

    /// <summary>[2x3], type = Int64, device = cpu\n 1 2 3\n 4 5 6\n</summary>
    internal static string Julia(Tensor tensor, PrintOptions options)
    {
        var text = new StringBuilder(tensor.ToString());
        switch (tensor.Rank)
        {
            case 0:
                return text.Append(", value = ").Append(Value(tensor, options)).ToString();
            case 1:
                Rows(text.Append(options.NewLine), tensor.unsqueeze(0), options);
                return text.ToString();
            case 2:
                Rows(text.Append(options.NewLine), tensor, options);
                return text.ToString();
            default:
                Matrices(text, tensor, options, "");
                return text.ToString();
        }
    }

    /// <summary>The marks of a style: what opens and closes a dimension, what follows a row, what follows a number.</summary>
    private readonly record struct Marks(string Open, string Close, string Between, string Suffix);

    private static void Nested(StringBuilder text, Tensor tensor, PrintOptions options, Marks marks, int rank, bool indented)
    {
        text.Append(' ', indented ? rank - tensor.Rank : 0);
        if (tensor.Rank == 0)
        {
            text.Append(Value(tensor, options));
            return;
        }
        text.Append(marks.Open);
        Inside(text, tensor, options, marks, rank);
        text.Append(marks.Close);
    }

    private static void Inside(StringBuilder text, Tensor tensor, PrintOptions options, Marks marks, int rank)
    {
        var size = tensor.Sizes[0];
        var isRow = tensor.Rank == 1;
        var max = isRow ? options.MaxColumns : options.MaxRows;
        // In the C# style every row ends its line once; in NumPy's, blank lines keep the matrices of more dimensions apart.
        var lines = string.Concat(Enumerable.Repeat(options.NewLine, marks.Between.Length > 0 ? 1 : Math.Max(1, tensor.Rank - 1)));
        for (long i = 0; i < size; i++)
        {
            // A first row and a last element stand there whatever the limit.
            if (size > max && i == Math.Max(max - max / 2, isRow ? 0 : 1))
            {
                text.Append(isRow ? Cut + " " : new string(' ', rank - tensor.Rank) + " " + Cut + lines);
                i = size - Math.Max(max / 2, 1);
            }
            if (isRow)
            {
                text.Append(Value(tensor[i], options)).Append(marks.Suffix).Append(i < size - 1 ? ", " : "");
                continue;
            }
            Nested(text, tensor[i], options, marks, rank, indented: i > 0);
            text.Append(i < size - 1 ? marks.Between + lines : "");
        }
    }

    private static void Matrices(StringBuilder text, Tensor tensor, PrintOptions options, string indices)
    {
        for (long i = 0; i < tensor.Sizes[0]; i++)
        {
            var here = $"{indices}{i},";
            if (tensor.Rank > 3)
            {
                Matrices(text, tensor[i], options, here);
                continue;
            }
            text.Append(options.NewLine).Append('[').Append(here).Append("..,..] =").Append(options.NewLine);
            Rows(text, tensor[i], options);
        }
    }

    /// <summary>The rows of a matrix, as many columns as fit into the width in every row, aligned at the right.</summary>
    private static void Rows(StringBuilder text, Tensor matrix, PrintOptions options)
    {
        var rows = matrix.unbind().Select(row => Fitting(row, options)).ToArray();
        var columns = rows.Length == 0 ? 0 : rows.Min(row => row.Count);
        var widths = Enumerable.Range(0, columns).Select(c => rows.Max(row => row[c].Length)).ToArray();
        foreach (var row in rows)
        {
            for (var c = 0; c < columns; c++)
            {
                text.Append(' ').Append(row[c].PadLeft(widths[c]));
            }
            text.Append(columns < matrix.Sizes[1] ? " " + Cut : "").Append(options.NewLine);
        }
    }

    private static List<string> Fitting(Tensor row, PrintOptions options)
    {
        var result = new List<string>();
        var left = options.Width;
        for (long i = 0; i < row.Sizes[0]; i++)
        {
            var value = Value(row[i], options);
            if (left < value.Length + Cut.Length + 1)
            {
                break;
            }
            result.Add(value);
            left -= value.Length + 1;
        }
        return result;
    }

    private static string Value(Tensor number, PrintOptions options) => number.dtype switch
    {
        ScalarType.Float32 => ((float)number).ToString(options.Format, options.Culture),
        ScalarType.Float64 => ((double)number).ToString(options.Format, options.Culture),
        ScalarType.Bool => ((bool)number).ToString(options.Culture),
        _ => ((long)number).ToString(options.Culture),
    };
}
