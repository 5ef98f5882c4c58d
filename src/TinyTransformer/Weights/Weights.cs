// The parameters of a model in a safetensors file, under the names of PyTorch's state dictionaries: block.0.attention.w_q.weight.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Writes a model's parameters and persistent buffers to a file, and reads them back. PyTorch loads the file into modules of the same names: a Linear's weight is (outputs, inputs) in both.</summary>
public static class Weights
{
    /// <summary>Writes a model's weights, whole or not at all. An existing file is replaced.</summary>
    /// <param name="metadata">Free text to come along; null: none.</param>
    /// <remarks>A parameter that lies in a model twice (a tied table) is written once, under its first name; the metadata says {other name: first name}, as the library safetensors does it.</remarks>
    public static void Save(nn.Module model, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tables = ByTensor(model.state_dict()).ToList();
        var otherNames = tables.SelectMany(table => table.Skip(1).Select(name => KeyValuePair.Create(name, table.First())));
        SafeTensors.Save(path, tables.ToDictionary(table => table.First(), table => table.Key), new Dictionary<string, string>([.. metadata ?? new Dictionary<string, string>(), .. otherNames]));
    }

    /// <summary>Reads weights into a model: all that are wanted, or none.</summary>
    /// <param name="strict">Refuse a file with other names or shapes. Off: what fits is read, and the report says what did not. (PyTorch refuses other shapes in either case.)</param>
    /// <returns>The differences. A tied table is no difference when it is there under one of its names.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or strict and not this model's; the message lists every difference. Or it has two different tables where the model has one.</exception>
    public static LoadReport Load(nn.Module model, string path, bool strict = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var file = SafeTensors.Open(path);
        var state = model.state_dict();
        var tables = ByTensor(state).Select(table => (Tensor: table.Key, Names: table.Where(name => file.Entries.TryGetValue(name, out var entry) && LoadReport.Fits(table.Key, entry)).ToList())).ToList();
        var report = LoadReport.Of(state, file.Entries);
        report = report with { Missing = [.. report.Missing.Where(name => tables.Single(table => ReferenceEquals(table.Tensor, state[name])).Names.Count == 0)] };
        if (strict)
        {
            report.RequireExact(path);
        }
        RequireTies(file, tables.Select(table => table.Names));
        using var off = no_grad();
        foreach (var (tensor, names) in tables.Where(table => table.Names.Count > 0))
        {
            using var value = file.Read(names[0]);
            tensor.copy_(value);
        }
        return report;
    }

    /// <summary>A tied table is one tensor of several names.</summary>
    private static IEnumerable<IGrouping<Tensor, string>> ByTensor(Dictionary<string, Tensor> state) =>
        state.GroupBy<KeyValuePair<string, Tensor>, Tensor, string>(entry => entry.Value, entry => entry.Key, ReferenceEqualityComparer.Instance);

    private static void RequireTies(SafeTensors file, IEnumerable<List<string>> tables)
    {
        foreach (var names in tables)
        {
            foreach (var other in names.Skip(1))
            {
                using Tensor one = file.Read(names[0]), two = file.Read(other);
                if (!one.bytes.SequenceEqual(two.bytes))
                {
                    throw new InvalidDataException($"{file.Path}: {other}: the model has one table for it and {names[0]}, the file two that differ");
                }
            }
        }
    }
}
