// What decoding asks of a model: logits for the token that follows, for one text or several at once, and that they go on. A decoder-only model continues its prompt; an encoder-decoder the start
// token, while it looks at a source that is encoded once.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Texts of one length that a model continues side by side. They begin as one.</summary>
internal sealed class Continuation : IDisposable
{
    private readonly nn.Module _model;
    private readonly Func<Tensor, KeyValueCache?, Tensor> _forward;
    private readonly KeyValueCache? _cache;
    private readonly Lazy<EncodedSource>? _source;
    private int[][] _texts;

    private Continuation(nn.Module model, Func<Tensor, KeyValueCache?, Tensor> forward, KeyValueCache? cache, IEnumerable<int> prompt, long maxPositions, Lazy<EncodedSource>? source = null)
    {
        (_model, _forward, _cache, _source, _texts) = (model, forward, cache, source, [[.. prompt]]);
        Room = checked((int)(maxPositions - _texts[0].Length + 1));
    }

    /// <summary>Each with its prompt.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Texts => _texts;

    /// <summary>How many tokens can follow the prompt. The last one may stand one place beyond the config's positions, since it is not read any more.</summary>
    public int Room { get; }

    /// <exception cref="ArgumentException">The prompt is empty, too long, or has an id outside the vocabulary.</exception>
    public static Continuation Of(DecoderOnly model, IReadOnlyList<int> prompt, bool useCache)
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireText(prompt, "prompt", model.Config.VocabularySize, model.Config.MaxPositions);
        return new(model, (ids, cache) => cache is null ? model.forward(ids) : model.forward(ids, cache), useCache ? model.NewCache() : null, prompt, model.Config.MaxPositions);
    }

    /// <exception cref="ArgumentException">The source is empty, too long, or has an id outside its vocabulary; or so has the start.</exception>
    public static Continuation Of(EncoderDecoder model, IReadOnlyList<int> source, int startId, bool useCache)
    {
        ArgumentNullException.ThrowIfNull(model);
        RequireText(source, "source", model.Config.SourceVocabularySize ?? model.Config.VocabularySize, model.Config.MaxPositions);
        RequireIds([startId], "startId", model.Config.VocabularySize);
        var encoded = new Lazy<EncodedSource>(() => Encoded(model, source));        // with the first token: what only checks arguments does not wait for it
        Tensor Forward(Tensor ids, KeyValueCache? cache) =>
            cache is null ? model.Decode(ids, encoded.Value with { States = encoded.Value.States.expand(ids.shape[0], -1, -1) }) : model.Decode(ids, encoded.Value, cache);
        return new(model, Forward, useCache ? model.NewCache() : null, [startId], model.Config.MaxPositions, encoded);
    }

    /// <summary>Logits for the token after each text, (N, V). With a cache only what is new is computed.</summary>
    public Tensor Next()
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var known = (int)(_cache?.Length ?? 0);
        var logits = Quietly(_model, () => _forward(Batch(_model, _texts.Select(text => text[known..])), _cache));      // (N,T) -> (N,T,V)
        return logits[.., -1].clone().cpu().MoveToOuterDisposeScope();
    }

    /// <summary>The texts of the next step, each as one of this step and a token behind it. Some may go on several times and some not at all.</summary>
    public void Continue(IReadOnlyList<(int Text, int Token)> choices)
    {
        if (_cache is not null && !choices.Select(choice => choice.Text).SequenceEqual(Enumerable.Range(0, _texts.Length)))
        {
            using var order = tensor(choices.Select(choice => (long)choice.Text).ToArray(), device: DeviceOf(_model));
            _cache.Reorder(order);
        }
        _texts = [.. choices.Select(choice => (int[])[.. _texts[choice.Text], choice.Token])];
    }

    /// <summary>The most tokens of an answer.</summary>
    /// <param name="asked">null: all that fit.</param>
    /// <exception cref="ArgumentException">More than fit.</exception>
    public int Limit(int? asked) =>
        asked is not { } tokens ? Room
        : tokens >= 1 && tokens <= Room ? tokens
        : throw new ArgumentException($"MaxTokens: expected 1 to {Room}, as {_texts[0].Length} of {Room + _texts[0].Length - 1} positions are taken, got {tokens}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache?.Dispose();
        if (_source is { IsValueCreated: true })
        {
            _source.Value.States.Dispose();
        }
    }

    /// <exception cref="ArgumentException">An id outside the vocabulary; names its place.</exception>
    internal static void RequireIds(IReadOnlyList<int> ids, string name, long vocabularySize)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] < 0 || ids[i] >= vocabularySize)
            {
                throw new ArgumentException($"{name}{(ids.Count == 1 && name == "startId" ? "" : $"[{i}]")}: expected an id from 0 to {vocabularySize - 1}, got {ids[i]}");
            }
        }
    }

    private static void RequireText(IReadOnlyList<int> ids, string name, long vocabularySize, long maxPositions)
    {
        ArgumentNullException.ThrowIfNull(ids, name);
        if (ids.Count == 0 || ids.Count > maxPositions)
        {
            throw new ArgumentException($"{name}: expected 1 to {maxPositions} tokens (the config's MaxPositions), got {ids.Count}");
        }
        RequireIds(ids, name, vocabularySize);
    }

    private static EncodedSource Encoded(EncoderDecoder model, IReadOnlyList<int> source)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var encoded = Quietly(model, () => model.Encode(Batch(model, [source])));
        return encoded with { States = encoded.States.DetachFromDisposeScope() };
    }

    private static Tensor Batch(nn.Module model, IEnumerable<IReadOnlyList<int>> texts)
    {
        var rows = texts.ToArray();
        return tensor(rows.SelectMany(row => row).Select(id => (long)id).ToArray(), device: DeviceOf(model)).view(rows.Length, -1);
    }

    private static Device DeviceOf(nn.Module model) => model.parameters().First().device;

    /// <summary>Without dropout, whatever mode the model is in.</summary>
    private static T Quietly<T>(nn.Module model, Func<T> run)
    {
        var wasTraining = model.training;
        model.eval();
        try
        {
            return run();
        }
        finally
        {
            model.train(wasTraining);
        }
    }
}
