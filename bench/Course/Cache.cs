// Writing a text token by token: with a KV cache each token is computed once; without one the whole text is, at each token.

using TinyTransformer;
using static TorchSharp.torch;

internal static class Cache
{
    private const int Tokens = 256;

    internal static void Run()
    {
        manual_seed(1);
        foreach (var config in new[] { Gpt(128, 4, 4), Gpt(384, 6, 6) })
        {
            var model = new DecoderOnly(config);
            model.eval();
            Console.WriteLine($"GPT with d_model {config.DModel}, {config.NumLayers} layers, {config.NumHeads} heads, {config.VocabularySize} tokens: a prompt of 1, then {Tokens - 1} more");
            long with = 0, without = 0;
            for (var T = 1; T < Tokens; T++)
            {
                with += ForwardCost.ContinuationFlops(config, past: T - 1);
                without += ForwardCost.Flops(config, T);
            }
            Console.WriteLine($"    counted operations: {with / 1e9:F2} of {without / 1e9:F2} billion, 1 / {(double)without / with:F1}");
            Write(model, useCache: true);
            Write(model, useCache: false);
            var cached = Timing.Report("    with a cache", 5, () => Write(model, useCache: true));
            var whole = Timing.Report("    without", 5, () => Write(model, useCache: false));
            Console.WriteLine($"    {whole / cached:F1} times as fast with a cache");
        }
    }

    private static void Write(DecoderOnly model, bool useCache)
    {
        if (model.Generate([1], new() { MaxTokens = Tokens - 1, UseCache = useCache }).Count() != Tokens - 1)
        {
            throw new InvalidOperationException("the text ended early");
        }
    }

    private static TransformerConfig Gpt(int dModel, int layers, int heads) => new()
    {
        VocabularySize = 512,
        DModel = dModel,
        DFeedForward = 4 * dModel,
        NumLayers = layers,
        NumHeads = heads,
        MaxPositions = Tokens,
        Positions = PositionKind.Rotary,
        NormPlacement = NormPlacement.Pre,
        TieEmbeddings = EmbeddingTying.TwoWay,
        Dropout = 0,
    };
}
