using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class BatchTests
{
    private static readonly SequencePair[] s_pairs = [.. Enumerable.Range(0, 97).Select(i => new SequencePair([.. Enumerable.Repeat(4, 1 + i % 7), 3], [2, .. Enumerable.Repeat(5 + i, 1 + i % 11), 3]))];

    [Fact]
    public void OfPairs_TwoRows_ArePaddedAndShifted()
    {
        var batch = Batch.OfPairs([new([4, 5, 3], [2, 6, 3]), new([4, 3], [2, 6, 7, 8, 3])], paddingId: 0);
        Assert.Equal([4L, 5, 3, 4, 3, 0], batch.Source!.data<long>());
        Assert.Equal([2L, 6, 0, 0, 2, 6, 7, 8], batch.Input.data<long>());
        Assert.Equal([6L, 3, -100, -100, 6, 7, 8, 3], batch.Labels.data<long>());
        Assert.Equal((6, (2L, 4L)), (batch.Tokens, batch.Input.Dims2()));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(1000)]
    public void PairBatches_AnEpoch_HasEachPairOnce(int tokens)
    {
        var groups = PairBatches.Of(s_pairs, 0, tokens, seed: 1).Groups(3);
        Assert.Equal(s_pairs.ToHashSet(), groups.SelectMany(group => group).ToHashSet());
        Assert.Equal(s_pairs.Length, groups.Sum(group => group.Count));
        Assert.All(groups, group => Assert.True(group.Count == 1 || group.Count * group.Max(pair => pair.Length) <= tokens));
    }

    [Fact]
    public void PairBatches_Bucketing_WastesLittle()
    {
        var groups = PairBatches.Of(s_pairs, 0, tokens: 60, seed: 1).Groups(0);
        var (places, used) = (groups.Sum(group => group.Count * group.Max(pair => pair.Length)), s_pairs.Sum(pair => pair.Length));
        Assert.True(used > 0.9 * places, $"{used} of {places}");
    }

    [Fact]
    public void PairBatches_Epochs_DifferAndRepeat()
    {
        var batches = PairBatches.Of(s_pairs, 0, tokens: 40, seed: 1);
        Assert.Equal(Targets(batches, 2), Targets(PairBatches.Of(s_pairs, 0, tokens: 40, seed: 1), 2));
        Assert.NotEqual(Targets(batches, 2), Targets(batches, 3));
        Assert.NotEqual(Targets(batches, 2), Targets(PairBatches.Of(s_pairs, 0, tokens: 40, seed: 2), 2));
    }

    [Fact]
    public void PairBatches_Drawn_GivesFreshPairsInEachEpoch()
    {
        var task = SyntheticTask.Copy();
        var words = WordTokenizer.Train(task.Words);
        var batches = PairBatches.Drawn(task, new(words, words), pairsInEpoch: 50, tokens: 100, seed: 1);
        Assert.Equal(50, batches.Groups(0).Sum(group => group.Count));
        Assert.NotEqual(Targets(batches, 0).Order(), Targets(batches, 1).Order());
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(7, 3)]
    [InlineData(100, 5)]
    public void TextBatches_Stream_PredictsEachTokenButTheFirstOnce(int window, int rows)
    {
        int[][] texts = [.. Enumerable.Range(0, 9).Select(i => Enumerable.Range(10 * i, 2 + i).ToArray())];
        var batches = TextBatches.Stream(texts, window, rows, paddingId: 0, seed: 1).Epoch(4).ToList();
        var labels = Labels(batches);
        Assert.Equal(texts.Sum(text => text.Length) - 1, labels.Count);
        Assert.Equal(labels.Count, labels.Distinct().Count());
        Assert.All(batches, batch => Assert.True(batch.Input.shape[1] <= window));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(50)]
    public void TextBatches_Whole_PredictsEachTokenOfATextOnceFromHalfAWindowOrMore(int window)
    {
        int[][] texts = [.. Enumerable.Range(1, 5).Select(i => Enumerable.Range(100 * i, 5 * i).ToArray())];
        var batches = TextBatches.Whole(texts, window, rows: 3, paddingId: 0).Epoch(0).ToList();
        Assert.Equal(texts.SelectMany(text => text.Skip(1)).Select(id => (long)id), Labels(batches).Order());
        Assert.Equal(texts.Sum(text => text.Length - 1), batches.Sum(batch => batch.Tokens));
        foreach (var batch in batches)
        {
            var (B, T) = batch.Input.Dims2();
            for (var (b, t) = (0, 0); b < B; (b, t) = t + 1 < T ? (b, t + 1) : (b + 1, 0))
            {
                var (first, label) = (batch.Input[b, 0].item<long>(), batch.Labels[b, t].item<long>());
                Assert.True(label < 0 || first % 100 == 0 || t >= window / 2, $"{label} is predicted from {t + 1} tokens");
                Assert.True(label < 0 || label == batch.Input[b, t].item<long>() + 1);
            }
        }
    }

    [Fact]
    public void PairEncoder_ThereAndBack_LosesNothing()
    {
        var words = WordTokenizer.Train(["a b c"]);
        var encoder = new PairEncoder(words, words);
        var pair = encoder.Encode(new("a b", "c"));
        Assert.Equal([4, 5, 3], pair.Source);
        Assert.Equal([2, 6, 3], pair.Target);
        Assert.Equal("c", encoder.Decode([6, 3, 5, 5]));
    }

    private static List<long> Targets(PairBatches batches, int epoch) => [.. batches.Groups(epoch).SelectMany(group => group).Select(pair => 1000L * pair.Target.Length + pair.Target[1] + pair.Source.Sum())];

    private static List<long> Labels(IEnumerable<Batch> batches) => [.. batches.SelectMany(batch => batch.Labels.data<long>().ToArray()).Where(label => label >= 0)];
}
