// Batches: which examples, in which order, how many, and how long they live.

using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Managed.Tests.Data;

[Collection(nameof(DefaultGenerator))]
public class DataLoaderTests
{
    private static readonly Tensor s_numbers = arange(7).DetachFromDisposeScope();

    [Fact]
    public void Batches_InOrder_AreStackedRows()
    {
        using var loader = DataLoader(TensorDataset(s_numbers.unsqueeze(1) * 2, s_numbers), 3);
        Assert.Equal(["[[0]\n [2]\n [4]] [0, 1, 2]", "[[6]\n [8]\n [10]] [3, 4, 5]", "[[12]] [6]"], loader.Select(batch => Show(batch[0]) + " " + Show(batch[1])));
        Assert.Equal(3, loader.Count);
    }

    [Fact]
    public void Batches_DropLast_LeaveOutTheRest()
    {
        using var loader = DataLoader(TensorDataset(s_numbers), 3, drop_last: true);
        Assert.Equal(["[0, 1, 2]", "[3, 4, 5]"], loader.Select(batch => Show(batch[0])));
        Assert.Equal(2, loader.Count);
    }

    [Fact]
    public void Batches_ByAShuffler_ComeInItsOrder()
    {
        using var loader = DataLoader(TensorDataset(s_numbers), 2, [6, 0, 3]);
        Assert.Equal(["[6, 0]", "[3]"], loader.Select(batch => Show(batch[0])));
    }

    [Fact]
    public void Batches_Shuffled_HoldEachExampleOnce()
    {
        using var loader = DataLoader(TensorDataset(s_numbers), 2, shuffle: true, seed: 5);
        var first = loader.SelectMany(batch => batch[0].data<long>().ToArray()).ToArray();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], first.Order());
        Assert.NotEqual([0, 1, 2, 3, 4, 5, 6], first);
        Assert.Equal(first, loader.SelectMany(batch => batch[0].data<long>().ToArray()));
    }

    [Fact]
    public void Batches_ShuffledWithoutASeed_FollowManualSeed()
    {
        using var loader = DataLoader(TensorDataset(s_numbers), 7, shuffle: true);
        manual_seed(3);
        string first = Order(), second = Order();
        manual_seed(3);
        Assert.Equal(first, Order());
        Assert.NotEqual(first, second);

        string Order() => string.Join(" ", loader.SelectMany(batch => batch[0].data<long>().ToArray()));
    }

    [Fact]
    public void Batch_OnceTheNextIsAskedFor_IsDisposed()
    {
        using var loader = DataLoader(TensorDataset(s_numbers), 3);
        var kept = loader.ToList();
        Assert.All(kept, batch => Assert.True(batch[0].IsInvalid));
    }

    [Fact]
    public void Batch_NotDisposed_OutlivesScopesAndTheLoader()
    {
        using var scope = NewDisposeScope();
        using var loader = DataLoader(TensorDataset(s_numbers), 7, disposeBatch: false);
        var batch = loader.Single();
        scope.Dispose();
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], batch[0].data<long>().ToArray());
    }

    [Fact]
    public void Batches_OfDictionaries_AreStackedByName()
    {
        using var loader = DataLoader(new Squares(), 2);
        Assert.Equal(["[0, 1] [0, 1]", "[2, 3] [4, 9]"], loader.Select(batch => Show(batch["x"]) + " " + Show(batch["y"])));
    }

    [Fact]
    public void Dispose_OfALoader_DisposesItsDatasetUnlessKept()
    {
        var (lost, kept) = (TensorDataset(s_numbers), TensorDataset(s_numbers));
        DataLoader(lost, 1).Dispose();
        DataLoader(kept, 1, disposeDataset: false).Dispose();
        Assert.Throws<InvalidOperationException>(() => lost[0]);
        Assert.Equal("[3]", Show(kept[3][0].unsqueeze(0)));
    }

    [Fact]
    public void Dataset_OfUnequalTensors_IsRefused() =>
        Assert.Contains("(7,), (2,)", Assert.Throws<ArgumentException>(() => TensorDataset(s_numbers, arange(2))).Message, StringComparison.Ordinal);

    private static string Show(Tensor x) => x.npstr();

    internal sealed class Squares : Dataset
    {
        public override long Count => 4;

        public override Dictionary<string, Tensor> GetTensor(long index) => new() { ["x"] = tensor(index), ["y"] = tensor(index * index) };
    }
}
