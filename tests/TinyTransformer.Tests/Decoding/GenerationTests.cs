using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class GenerationTests
{
    private static readonly GenerationOptions s_drawn = new() { Sampler = new(new RepetitionPenalty(1.3), new Temperature(1.5), new TopP(.95)), Seed = 11 };

    public static TheoryData<string> Kinds => ["paper", "gpt", "llama", "alibi", "window"];

    [Theory, MemberData(nameof(Kinds))]
    public void Generate_WithoutACache_WritesTheSame(string kind)
    {
        var decoder = Fixed.Model(Tiny.Named(kind), seed: 1);
        var translator = Fixed.Translator(Tiny.Named(kind), seed: 2);
        foreach (var options in new[] { new GenerationOptions(), s_drawn })
        {
            Assert.Equal(Ids(decoder.Generate([1, 2, 3], options)), Ids(decoder.Generate([1, 2, 3], options with { UseCache = false })));
            Assert.Equal(Ids(translator.Generate([4, 5, 6, 1], 2, options)), Ids(translator.Generate([4, 5, 6, 1], 2, options with { UseCache = false })));
        }
    }

    [Fact]
    public void Generate_Greedily_IsTheArgmaxOfEachForward()
    {
        var model = Fixed.Model(Tiny.Gpt, seed: 3);
        var ids = new List<int> { 4, 2 };
        foreach (var token in model.Generate([4, 2]))
        {
            var last = model.call(tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0))[0, -1];
            Assert.Equal(last.argmax().item<long>(), token.Id);
            Assert.Equal(last.log_softmax(0)[token.Id].item<float>(), token.LogProbability, 1e-5);
            ids.Add(token.Id);
        }
        Assert.Equal(17, ids.Count);                                        // sixteen positions, and the token after the last of them
    }

    [Fact]
    public void Generate_OfASource_IsTheArgmaxOfEachForward()
    {
        var model = Fixed.Translator(Tiny.Paper with { PaddingId = 0 }, seed: 4);
        var ids = new List<int> { 1 };
        foreach (var token in model.Generate([3, 9, 4, 0], 1, new() { MaxTokens = 6 }))
        {
            var last = model.call(tensor(new long[,] { { 3, 9, 4, 0 } }), tensor(ids.Select(id => (long)id).ToArray()).unsqueeze(0))[0, -1];
            Assert.Equal(last.argmax().item<long>(), token.Id);
            ids.Add(token.Id);
        }
        Assert.Equal(7, ids.Count);
    }

    [Fact]
    public void Generate_FromASource_EncodesItOnce()
    {
        var model = Fixed.Translator(Tiny.Paper, seed: 5);
        var runs = 0;
        var encoder = (TransformerBlock)model.named_modules().Single(module => module.Item1 == "encoder.0").Item2;
        encoder.register_forward_hook((_, _, _, _, _, output) => { runs++; return output; });
        Assert.Equal(16, model.Generate([3, 9, 4], 1).Count());
        Assert.Equal(1, runs);
        _ = new BeamSearch { EndId = 0 }.Run(model, [3, 9, 4], 1);
        Assert.Equal(2, runs);
    }

    [Fact]
    public void Generate_TheSameSeed_WritesTheSame()
    {
        var model = Fixed.Model(Tiny.Llama, seed: 6);
        var text = model.Generate([1], s_drawn);
        Assert.Equal(Ids(text), Ids(text));
        Assert.NotEqual(Ids(text), Ids(model.Generate([1], s_drawn with { Seed = 12 })));
    }

    [Fact]
    public void Generate_AModelThatTrains_HasItsDropoutOffMeanwhileAndBackThen()
    {
        var model = Fixed.Model(Tiny.Gpt with { Dropout = .5, AttentionDropout = .5 }, seed: 7);
        model.train();
        Assert.Equal(Ids(model.Generate([1])), Ids(model.Generate([1])));
        Assert.True(model.training);
    }

    [Fact]
    public void Generate_TheEndToken_IsTheLastOne()
    {
        var model = Fixed.Model(Tiny.Gpt, seed: 8);
        var all = Ids(model.Generate([1], s_drawn));
        Assert.Equal(all[..(Array.IndexOf(all, all[4]) + 1)], Ids(model.Generate([1], s_drawn with { EndId = all[4] })));
    }

    [Fact]
    public void Generate_WithATokenizer_StreamsTheTextOfItsTokens()
    {
        var tokenizer = BytePairTokenizer.Train(["é日😀"], 257, SpecialToken.EndOfText);
        var model = Fixed.Model(Tiny.Gpt with { VocabularySize = 257, MaxPositions = 200 }, seed: 9);
        var tokens = model.Generate([65], new() { Sampler = new(new Temperature(2)), Tokenizer = tokenizer, Seed = 3 }).ToList();
        Assert.Equal(tokenizer.Decode(tokens.Select(token => token.Id), specials: false), string.Concat(tokens.Select(token => token.Text)));
        Assert.Contains(tokens, token => token.Text.Contains('\uFFFD'));      // random bytes are rarely UTF-8
    }

    [Fact]
    public void Generate_WithTraces_SaysHowEachTokenWasChosen()
    {
        var model = Fixed.Model(Tiny.Gpt, seed: 10);
        foreach (var token in model.Generate([1], s_drawn with { Traces = true, MaxTokens = 4 }))
        {
            Assert.Equal(4, token.Trace!.Stages.Count);
            Assert.Equal(Math.Exp(token.LogProbability), token.Trace.Stages[0].Probabilities[token.Id], 1e-9);
            Assert.Equal(token.Probability, token.Trace.Stages[^1].Probabilities[token.Id]);
        }
    }

    [Fact]
    public void Generate_Cancelled_StopsBeforeTheNextToken()
    {
        using var cancellation = new CancellationTokenSource();
        using var tokens = Fixed.Model(Tiny.Gpt, seed: 11).Generate([1], cancellation: cancellation.Token).GetEnumerator();
        Assert.True(tokens.MoveNext());
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => tokens.MoveNext());
    }

    [Fact]
    public void Generate_WhatDoesNotFit_IsRefusedAtTheCall()
    {
        var model = new DecoderOnly(Tiny.Gpt);
        var translator = new EncoderDecoder(Tiny.Named("two-way"));                               // eleven target tokens, seven of the source
        Assert.Equal("prompt: expected 1 to 16 tokens (the config's MaxPositions), got 0", Refused(() => model.Generate([])));
        Assert.Equal("prompt: expected 1 to 16 tokens (the config's MaxPositions), got 17", Refused(() => model.Generate(new int[17])));
        Assert.Equal("prompt[1]: expected an id from 0 to 10, got 11", Refused(() => model.Generate([1, 11])));
        Assert.Equal("prompt[0]: expected an id from 0 to 10, got -1", Refused(() => model.Generate([-1])));
        Assert.Equal("MaxTokens: expected 1 to 12, as 5 of 16 positions are taken, got 13", Refused(() => model.Generate(new int[5], new() { MaxTokens = 13 })));
        Assert.Equal("MaxTokens: expected 1 to 16, as 1 of 16 positions are taken, got 0", Refused(() => model.Generate([1], new() { MaxTokens = 0 })));
        Assert.Equal("source[0]: expected an id from 0 to 6, got 7", Refused(() => translator.Generate([7], 1)));
        Assert.Equal("source: expected 1 to 16 tokens (the config's MaxPositions), got 0", Refused(() => translator.Generate([], 1)));
        Assert.Equal("startId: expected an id from 0 to 10, got 11", Refused(() => translator.Generate([1], 11)));
    }

    private static int[] Ids(IEnumerable<GeneratedToken> tokens) => [.. tokens.Select(token => token.Id)];

    private static string Refused(Func<object> call) => Assert.Throws<ArgumentException>(() => call()).Message;
}
