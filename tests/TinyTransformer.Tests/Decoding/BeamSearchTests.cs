using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class BeamSearchTests
{
    private const int End = 0;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory, MemberData(nameof(Seeds))]
    public void Run_WidthOne_IsGreedy(int seed)
    {
        var model = Fixed.Translator(Tiny.Paper, (ulong)seed);
        var greedy = model.Generate([3, 5, 7], 1, new() { EndId = End }).ToList();
        var best = new BeamSearch { Width = 1, EndId = End }.Run(model, [3, 5, 7], 1).Best;
        Assert.Equal(greedy.Select(token => token.Id), best.Ids);
        Assert.Equal(greedy.Sum(token => token.LogProbability), best.LogProbability, 1e-6);
    }

    /// <summary>No law: a beam may cut the greedy text and end worse. On these models it does not.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public void Run_WidthFour_FindsNoWorseAScoreThanGreedy(int seed)
    {
        var model = Fixed.Model(Tiny.Gpt, (ulong)seed);
        var (greedy, wide) = (new BeamSearch { Width = 1, EndId = End, MaxTokens = 6 }.Run(model, [3]), new BeamSearch { EndId = End, MaxTokens = 6 }.Run(model, [3]));
        Assert.True(wide.Best.Score >= greedy.Best.Score - 1e-6, $"{wide.Best.Score} < {greedy.Best.Score}");
    }

    [Theory, InlineData(0.0), InlineData(0.6), InlineData(2.0)]
    public void Run_AsWideAsAllTexts_FindsTheBestOfAll(double alpha)
    {
        var model = Fixed.Model(Tiny.Gpt with { VocabularySize = 4 }, seed: 21);
        var all = AllTexts(model, [2], 4, End).ToList();
        var best = all.Where(text => text.Ids[^1] == End || text.Ids.Length == 4).MaxBy(text => text.LogProbability / BeamSearch.LengthPenalty(text.Ids.Length, alpha));
        var found = new BeamSearch { Width = 1000, Alpha = alpha, EndId = End, MaxTokens = 4 }.Run(model, [2]).Best;
        Assert.Equal(best.Ids, found.Ids);
        Assert.Equal(best.LogProbability, found.LogProbability, 1e-5);
    }

    [Theory, InlineData("paper"), InlineData("llama"), InlineData("alibi")]
    public void Run_WithoutACache_GrowsTheSameTree(string kind)
    {
        var search = new BeamSearch { EndId = End, MaxTokens = 6 };
        var translator = Fixed.Translator(Tiny.Named(kind) with { PaddingId = 10 }, seed: 22);
        Assert.Equal(Tree(search.Run(translator, [3, 5, 10], 1)), Tree((search with { UseCache = false }).Run(translator, [3, 5, 10], 1)));
        var model = Fixed.Model(Tiny.Named(kind), seed: 23);
        Assert.Equal(Tree(search.Run(model, [3, 5])), Tree((search with { UseCache = false }).Run(model, [3, 5])));
    }

    [Fact]
    public void Run_TheTree_AddsUpAndKeepsTheBest()
    {
        var model = Fixed.Model(Tiny.Gpt, seed: 24);
        var result = new BeamSearch { Width = 3, EndId = End, MaxTokens = 5 }.Run(model, [7, 1]);
        var width = 3;
        foreach (var (step, n) in result.Steps.Select((step, i) => (step, i + 1)))
        {
            Assert.Equal(step.Candidates.OrderByDescending(node => node.LogProbability), step.Candidates);
            Assert.Equal(Math.Min(width, step.Candidates.Count), step.Kept.Count());
            Assert.Equal(step.Candidates.Take(width), step.Kept);
            Assert.All(step.Candidates, node =>
            {
                Assert.Equal(n, node.Length);
                Assert.Equal(node.Parent!.LogProbability + node.TokenLogProbability, node.LogProbability, 1e-12);
                Assert.True(node.Parent == result.Root || (node.Parent.IsKept && !node.Parent.IsFinished));
                Assert.Equal(LogProbability(model, [7, 1], node.Ids), node.LogProbability, 1e-4);
                Assert.Equal(node.Token == End, node.IsFinished);
            });
            width -= step.Kept.Count(node => node.IsFinished);
        }
    }

    [Fact]
    public void Run_WhenNothingAliveCanWin_Ends()
    {
        var model = new DecoderOnly(Tiny.Gpt with { TieEmbeddings = EmbeddingTying.None, InitialValues = InitialValues.Zeros });
        using (no_grad())
        {
            model.state_dict()["final_norm.bias"].fill_(1);
            model.state_dict()["unembedding.weight"][End].fill_(1);                     // logit 8 for the end, 0 for the rest
        }
        var result = new BeamSearch { EndId = End }.Run(model, [1]);
        Assert.Single(result.Steps);
        Assert.Equal([End], result.Best.Ids);
    }

    [Fact]
    public void Run_WhereNothingEnds_GivesTheBestThatWasCutOff()
    {
        var result = new BeamSearch { EndId = 99, MaxTokens = 3 }.Run(Fixed.Model(Tiny.Gpt, seed: 25), [1]);
        Assert.Empty(result.Finished);
        Assert.Equal(3, result.Best.Length);
        Assert.Same(result.Steps[^1].Candidates[0], result.Best);
    }

    [Theory]
    [InlineData(1, 0.6, 1)]
    [InlineData(7, 1, 2)]
    [InlineData(7, 0, 1)]
    [InlineData(19, 0.5, 2)]
    public void LengthPenalty_IsWusFormula(int length, double alpha, double expected) => Assert.Equal(expected, BeamSearch.LengthPenalty(length, alpha), 1e-12);

    [Fact]
    public void BeamSearch_OutOfRange_IsRefused()
    {
        Assert.Equal("Width: expected 1 or more, got 0", Assert.Throws<ArgumentException>(() => new BeamSearch { Width = 0, EndId = 1 }).Message);
        Assert.Equal("Alpha: expected a finite number from 0 on, got -1", Assert.Throws<ArgumentException>(() => new BeamSearch { Alpha = -1, EndId = 1 }).Message);
        Assert.StartsWith("prompt: expected 1 to 16 tokens", Assert.Throws<ArgumentException>(() => new BeamSearch { EndId = 1 }.Run(new DecoderOnly(Tiny.Gpt), [])).Message);
        Assert.Throws<OperationCanceledException>(() => new BeamSearch { EndId = 1 }.Run(new DecoderOnly(Tiny.Gpt), [1], new CancellationToken(true)));
    }

    private static IEnumerable<(int[] Ids, double LogProbability)> AllTexts(DecoderOnly model, int[] prompt, int most, int end)
    {
        var open = new List<int[]> { Array.Empty<int>() };
        for (var n = 1; n <= most; n++)
        {
            var texts = open.SelectMany(text => Enumerable.Range(0, 4).Select(token => (int[])[.. text, token])).ToList();
            foreach (var text in texts)
            {
                yield return (text, LogProbability(model, prompt, text));
            }
            open = [.. texts.Where(text => text[^1] != end)];
        }
    }

    private static double LogProbability(DecoderOnly model, int[] prompt, IReadOnlyList<int> text)
    {
        var log = model.call(tensor(prompt.Concat(text).Select(id => (long)id).ToArray()).unsqueeze(0))[0].log_softmax(1);
        return text.Select((token, i) => (double)log[prompt.Length - 1 + i, token].item<float>()).Sum();
    }

    private static string Tree(BeamResult result) => string.Join('\n', result.Steps.SelectMany(step => step.Candidates).Select(node => $"{string.Join(' ', node.Ids)} {node.LogProbability:f4} {node.IsKept} {node.IsFinished}"));
}
