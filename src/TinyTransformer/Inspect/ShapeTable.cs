// Shapes, printed and checked: each axis has a letter, and a letter has one size throughout a table. A shape that does not fit its letters is an error
// at the line where it is printed, not a surprise ten lines later.

using System.Text;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>A table of tensors with their shapes, whose axes are named by letters: B batch, T positions, D = d_model, H heads, d dimensions of a query.</summary>
public static class ShapeTable
{
    /// <summary>Prints a line for each tensor: its name, its shape, and the size of each axis.</summary>
    /// <param name="rows">A name, a tensor, and its axes as letters or words with spaces between, such as "T d".</param>
    /// <exception cref="ArgumentException">A tensor has another number of axes than letters, or a letter stands for two sizes.</exception>
    public static void Print(params (string Name, Tensor Tensor, string Axes)[] rows) => Console.WriteLine(Text(rows));

    /// <inheritdoc cref="Print"/>
    /// <returns>What Print prints.</returns>
    public static string Text(params (string Name, Tensor Tensor, string Axes)[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Length == 0)
        {
            throw new ArgumentException("rows: name at least one tensor");
        }
        foreach (var (name, tensor, axes) in rows)
        {
            if (name is null || tensor is null || axes is null)
            {
                throw new ArgumentException($"rows: {name ?? "a row"} lacks its {(name is null ? "name" : tensor is null ? "tensor" : "axes")}");
            }
        }
        var sizes = new Dictionary<string, (long Size, string Name)>();
        var lines = rows.Select(row => (row.Name, Shape: Format(row.Tensor.shape), Axes: Axes(row.Name, row.Tensor.shape, row.Axes, sizes))).ToList();
        var (nameWidth, shapeWidth) = (lines.Max(line => line.Name.Length), lines.Max(line => line.Shape.Length));
        var text = new StringBuilder();
        foreach (var (name, shape, axes) in lines)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append($"{name.PadRight(nameWidth)}  {shape.PadRight(shapeWidth)}  {axes}".TrimEnd());
        }
        return text.ToString();
    }

    /// <summary>A shape as Python writes tuples: (3, 2), (3,), ().</summary>
    public static string Format(long[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
    }

    private static string Axes(string name, long[] shape, string axes, Dictionary<string, (long Size, string Name)> sizes)
    {
        var letters = axes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (letters.Length != shape.Length)
        {
            throw new ArgumentException($"{name}: {Format(shape)} has {shape.Length} axes, but \"{axes}\" names {letters.Length}");
        }
        foreach (var (letter, size) in letters.Zip(shape))
        {
            if (!sizes.TryAdd(letter, (size, name)) && sizes[letter].Size != size)
            {
                throw new ArgumentException($"{name}: {letter} is {size} here, but {sizes[letter].Size} in {sizes[letter].Name}");
            }
        }
        return string.Join(" × ", letters.Zip(shape, (letter, size) => $"{letter}={size}"));
    }
}
