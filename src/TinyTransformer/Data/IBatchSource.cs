namespace TinyTransformer;

/// <summary>Batches, epoch by epoch. An epoch's batches depend on its number alone, so a run can be taken up in the middle of one.</summary>
public interface IBatchSource
{
    /// <summary>The batches of an epoch, made one by one as they are asked for.</summary>
    /// <param name="epoch">0 or more.</param>
    IEnumerable<Batch> Epoch(int epoch);
}
