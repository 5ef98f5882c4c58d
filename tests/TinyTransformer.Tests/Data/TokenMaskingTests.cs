using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class TokenMaskingTests
{
    private const int Pad = 0, Mask = 1, FirstWord = 3, V = 40;

    private static readonly TokenMasking s_masking = new(Mask, Enumerable.Range(FirstWord, V - FirstWord));

    [Fact]
    public void Hide_ManyTokens_FollowsBertsShares()
    {
        using var generator = new Generator(1);
        int[] ids = [.. Enumerable.Range(0, 20_000).Select(t => FirstWord + t % (V - FirstWord))];
        var (input, labels) = s_masking.Hide(ids, generator);
        int[] chosen = [.. Enumerable.Range(0, ids.Length).Where(t => labels[t] != Batch.Ignored)];
        Assert.Equal(3000, chosen.Length);                                                                  // 15 %
        Assert.All(chosen, t => Assert.Equal(ids[t], labels[t]));
        Assert.All(Enumerable.Range(0, ids.Length).Except(chosen), t => Assert.Equal(ids[t], input[t]));
        Assert.InRange(chosen.Count(t => input[t] == Mask) / 3000.0, 0.78, 0.82);
        Assert.InRange(chosen.Count(t => input[t] == ids[t]) / 3000.0, 0.08, 0.12);
        int[] drawn = [.. chosen.Where(t => input[t] != Mask && input[t] != ids[t]).Select(t => input[t])];
        Assert.InRange(drawn.Length / 3000.0, 0.08, 0.12);
        Assert.Equal(Enumerable.Range(FirstWord, V - FirstWord), drawn.Distinct().Order());
    }

    [Fact]
    public void Hide_SpecialTokens_LeavesThemAlone()
    {
        using var generator = new Generator(2);
        var all = s_masking with { Share = 1, MaskShare = 1, RandomShare = 0 };
        var (input, labels) = all.Hide([2, 7, 8, 2, Pad], generator);
        Assert.Equal([2, Mask, Mask, 2, Pad], input);
        Assert.Equal([-100, 7, 8, -100, -100], labels);
        Assert.Equal(1, s_masking.Hide([2, 7, 8, 2], generator).Labels.Count(label => label != Batch.Ignored));              // a short text hides one
        Assert.Throws<ArgumentException>(() => s_masking.Hide([2, Pad], generator));
    }

    [Fact]
    public void Of_ATokenizer_HidesAllButItsSpecials()
    {
        using var generator = new Generator(3);
        var characters = CharacterTokenizer.Train(["abc"], SpecialToken.Pad, SpecialToken.Mask, SpecialToken.End);
        var ids = (int[])[.. characters.Encode("abcabc"), characters.IdOf(SpecialToken.End)];
        var (input, labels) = (TokenMasking.Of(characters) with { Share = 1, MaskShare = 1, RandomShare = 0 }).Hide(ids, generator);
        Assert.Equal([1, 1, 1, 1, 1, 1, 2], input);
        Assert.Equal([.. ids[..6], -100], labels);
        Assert.Throws<ArgumentException>(() => TokenMasking.Of(WordTokenizer.Train(["a"])));
    }

    [Theory]
    [InlineData("Share")]
    [InlineData("MaskShare")]
    [InlineData("RandomShare")]
    public void Shares_OutOfRange_AreRefusedByName(string name)
    {
        Func<TokenMasking> bad = name switch
        {
            "Share" => () => s_masking with { Share = 0 },
            "MaskShare" => () => s_masking with { MaskShare = 1.1 },
            _ => () => s_masking with { RandomShare = -0.1 },
        };
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(bad).ParamName);
        Assert.Throws<ArgumentException>(() => new TokenMasking(Mask, [Mask, 4]));
    }

    [Fact]
    public void Epoch_OfMaskedBatches_HasEachTextOnceAndOtherHolesEachTime()
    {
        int[][] texts = [.. Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, 6 + i).Select(t => FirstWord + (7 * i + t) % (V - FirstWord)).ToArray())];
        var data = new MaskedBatches(texts, s_masking, rows: 2, Pad, seed: 4);
        var batches = data.Epoch(0).ToList();
        Assert.Equal([2L, 2, 1], batches.Select(batch => batch.Input.shape[0]));
        Assert.All(batches, batch => Assert.Equal(batch.Labels.ne(Batch.Ignored).sum().item<long>(), batch.Tokens));
        Assert.Equal(texts.Sum(text => Math.Max(1, (int)Math.Round(0.15 * text.Length))), batches.Sum(batch => batch.Tokens));
        var restored = batches.SelectMany(batch => Rows(where(batch.Labels.eq(Batch.Ignored), batch.Input, batch.Labels))).ToHashSet();
        Assert.Equal(texts.Select(text => string.Join(' ', text)).ToHashSet(), restored);
        Assert.Equal(batches.SelectMany(batch => Rows(batch.Labels)), data.Epoch(0).SelectMany(batch => Rows(batch.Labels)));
        Assert.NotEqual(batches.SelectMany(batch => Rows(batch.Labels)), data.Epoch(1).SelectMany(batch => Rows(batch.Labels)));

        static IEnumerable<string> Rows(Tensor ids) => Enumerable.Range(0, (int)ids.shape[0]).Select(row => string.Join(' ', ids[row].data<long>().ToArray().Where(id => id != Pad)));
    }
}
