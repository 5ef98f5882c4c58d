// Examples in batches: which come together, in which order, and how long they live. Examples are read one after the other on the thread that asks for the batch.

using System.Collections;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Modules;

/// <summary>
/// Batches of a data set, made as they are asked for. A batch lives until the next one is asked for (disposeBatch), so it must not be kept, as in
/// <c>loader.ToList()</c>; what is still needed of it is cloned.
/// </summary>
public class DataLoader<T, S> : IEnumerable<S>, IDisposable
{
    /// <param name="collate_fn">Makes one batch of some examples.</param>
    /// <param name="shuffler">The numbers of the examples, in the order in which they are to come.</param>
    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Device.RequireCpu(device);
        (this.dataset, batch_size, this.collate_fn, sampler) = (dataset, batchSize, collate_fn, shuffler);
        (this.Device, num_workers, this.drop_last, DisposeBatch, DisposeDataset) = (device ?? CPU, num_worker, drop_last, disposeBatch, disposeDataset);
    }

    /// <param name="shuffle">Whether the examples come in another order in each pass.</param>
    /// <param name="seed">Of the order, which is then the same in every pass. Null: the default generator draws it, so that manual_seed decides. The orders are not TorchSharp's.</param>
    /// <param name="num_worker">Kept, without effect: this engine's operations use all cores themselves.</param>
    /// <param name="drop_last">Whether the rest that fills no batch is left out.</param>
    /// <param name="disposeBatch">Whether a batch ends when the next one is asked for.</param>
    /// <param name="disposeDataset">Whether disposing the loader disposes the data set.</param>
    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : this(dataset, batchSize, collate_fn, Order(dataset, shuffle, seed), device, num_worker, drop_last, disposeBatch, disposeDataset)
    {
    }

    public Dataset<T> dataset { get; }

    public int batch_size { get; }

    public bool drop_last { get; }

    /// <summary>The numbers of the examples in the order in which they come.</summary>
    public IEnumerable<long> sampler { get; }

    public int num_workers { get; }

    public Func<IEnumerable<T>, Device, S> collate_fn { get; }

    public Device Device { get; }

    public bool DisposeBatch { get; }

    public bool DisposeDataset { get; }

    /// <summary>How many batches there are.</summary>
    public long Count => drop_last ? dataset.Count / batch_size : (dataset.Count + batch_size - 1) / batch_size;

    public IEnumerator<S> GetEnumerator()
    {
        foreach (var numbers in sampler.Chunk(batch_size))
        {
            if (drop_last && numbers.Length < batch_size)
            {
                yield break;
            }
            var (batch, tensors) = Batch(numbers);
            try
            {
                yield return batch;
            }
            finally
            {
                tensors.ForEach(tensor => tensor.Dispose());
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (DisposeDataset)
        {
            dataset.Dispose();
        }
    }

    /// <summary>The batch, outside of any scope, and what of it ends with it.</summary>
    private (S Batch, List<IDisposable> Tensors) Batch(long[] numbers)
    {
        using var examples = NewDisposeScope();
        T[] read = [.. numbers.Select(dataset.GetTensor)];
        using var collated = NewDisposeScope();
        var batch = collate_fn(read, Device);
        List<IDisposable> made = [.. collated.DisposablesView];
        made.ForEach(disposable => collated.Detach(disposable));
        return (batch, DisposeBatch ? made : []);
    }

    private static IEnumerable<long> Order(Dataset<T> dataset, bool shuffle, int? seed)
    {
        if (!shuffle)
        {
            for (long i = 0; i < dataset.Count; i++)
            {
                yield return i;
            }
            yield break;
        }
        using var generator = seed is null ? null : new Generator((ulong)seed);
        using var order = randperm(dataset.Count, generator: generator).DetachFromDisposeScope();
        for (long i = 0; i < order.Count; i++)
        {
            yield return order.At<long>(i);
        }
    }
}
