// A data set of tensors that are all there.

using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Tensors with one first dimension: example i is the list of their rows i. Made by <see cref="utils.data.TensorDataset"/>.</summary>
public class TensorDataset : utils.data.IterableDataset
{
    private readonly Tensor[] _tensors;

    internal TensorDataset(Tensor[] tensors)
    {
        tensors = LiveTensors("TensorDataset", tensors);
        if (tensors.Length == 0 || tensors.Any(tensor => tensor.Rank == 0 || tensor.Sizes[0] != tensors[0].Sizes[0]))
        {
            throw new ArgumentException($"TensorDataset: expected one or more tensors with one first dimension, got {string.Join(", ", tensors.Select(tensor => Fail.Show(tensor.Sizes)))}", nameof(tensors));
        }
        _tensors = [.. tensors.Select(tensor => tensor.alias().DetachFromDisposeScope())];
    }

    public override long Count => _tensors[0].Sizes[0];

    public IList<Tensor> this[long index] => [.. _tensors.Select(tensor => tensor[index])];

    public override IList<Tensor> GetTensor(long index) => this[index];

    protected override void Dispose(bool disposing)
    {
        Array.ForEach(_tensors, tensor => tensor.Dispose());
        base.Dispose(disposing);
    }
}
