// Token by token: logits, choice, and the choice becomes input (Vaswani et al. 2017, section 3: "auto-regressive").

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>A model writes, and each token can be read as soon as it is there.</summary>
/// <remarks>Dropout is off meanwhile, whatever mode the model is in. Arguments are checked at the call, not at the first token.</remarks>
public static class Generation
{
    /// <summary>Continues a text.</summary>
    /// <param name="prompt">1 to <see cref="TransformerConfig.MaxPositions"/> ids.</param>
    /// <param name="options">null: greedily, as far as the positions reach.</param>
    /// <param name="cancellation">Ends it before the next token, with an OperationCanceledException.</param>
    /// <returns>The new tokens, lazily. Each enumeration is a run of its own.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, too long or has an id outside the vocabulary; or the options ask for more tokens than fit.</exception>
    public static IEnumerable<GeneratedToken> Generate(this DecoderOnly model, IReadOnlyList<int> prompt, GenerationOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        return Run(() => Continuation.Of(model, prompt, options.UseCache), options, cancellation);
    }

    /// <summary>Writes what answers a source: its translation. The source is encoded once.</summary>
    /// <param name="source">1 to <see cref="TransformerConfig.MaxPositions"/> ids of the source's vocabulary.</param>
    /// <param name="startId">The token that the target begins with; it is not among those returned.</param>
    /// <inheritdoc cref="Generate(DecoderOnly, IReadOnlyList{int}, GenerationOptions?, CancellationToken)"/>
    public static IEnumerable<GeneratedToken> Generate(this EncoderDecoder model, IReadOnlyList<int> source, int startId, GenerationOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        return Run(() => Continuation.Of(model, source, startId, options.UseCache), options, cancellation);
    }

    private static IEnumerable<GeneratedToken> Run(Func<Continuation> begin, GenerationOptions options, CancellationToken cancellation)
    {
        using (var check = begin())
        {
            _ = check.Limit(options.MaxTokens);
        }
        return Tokens(begin, options, cancellation);
    }

    private static IEnumerable<GeneratedToken> Tokens(Func<Continuation> begin, GenerationOptions options, CancellationToken cancellation)
    {
        using var continuation = begin();
        using var generator = new Generator(options.Seed);
        var decoder = options.Tokenizer is null ? null : new StreamingDecoder(options.Tokenizer);
        var limit = continuation.Limit(options.MaxTokens);
        for (var n = 1; n <= limit; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            var token = Step(continuation, generator, options);
            var isLast = n == limit || token.Id == options.EndId;
            yield return token with { Text = Text(decoder, options.Tokenizer, token.Id, isLast) };
            if (isLast)
            {
                yield break;
            }
            continuation.Continue([(0, token.Id)]);
        }
    }

    private static GeneratedToken Step(Continuation continuation, Generator generator, GenerationOptions options)
    {
        using var scope = NewDisposeScope();
        var logits = continuation.Next()[0];                                   // (1,V) -> (V)
        var history = continuation.Texts[0];
        var trace = options.Traces ? options.Sampler.Trace(logits, history) : null;
        var (id, probability) = options.Sampler.Choose(logits, generator, history);
        return new(id, "", logits.to(ScalarType.Float64).log_softmax(0)[id].item<double>(), probability, trace);
    }

    private static string Text(StreamingDecoder? decoder, Tokenizer? tokenizer, int id, bool isLast)
    {
        if (decoder is null || tokenizer is null)
        {
            return "";
        }
        var text = tokenizer.Specials.Values.Contains(id) ? "" : decoder.Add(id);
        return isLast ? text + decoder.Finish() : text;
    }
}
