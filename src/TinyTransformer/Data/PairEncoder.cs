namespace TinyTransformer;

/// <summary>From sentence pairs to ids and back, with the tokens that begin and end a sequence. Source: ids, &lt;eos&gt;. Target: &lt;bos&gt;, ids, &lt;eos&gt;.</summary>
public sealed class PairEncoder
{
    /// <param name="source">A tokenizer with &lt;pad&gt; and &lt;eos&gt;.</param>
    /// <param name="target">A tokenizer with &lt;pad&gt;, &lt;bos&gt; and &lt;eos&gt;; the same one, where a model has one table for both.</param>
    /// <exception cref="ArgumentException">A special token is missing, or the two have different ids for padding.</exception>
    public PairEncoder(Tokenizer source, Tokenizer target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        (Source, Target) = (source, target);
        (PaddingId, BeginId, EndId) = (target.IdOf(SpecialToken.Pad), target.IdOf(SpecialToken.Begin), target.IdOf(SpecialToken.End));
        if (source.IdOf(SpecialToken.Pad) != PaddingId)
        {
            throw new ArgumentException($"source: expected {SpecialToken.Pad} to have the target's id {PaddingId}, got {source.IdOf(SpecialToken.Pad)}");
        }
        _ = source.IdOf(SpecialToken.End);
    }

    /// <summary>The source's tokenizer.</summary>
    public Tokenizer Source { get; }

    /// <summary>The target's tokenizer.</summary>
    public Tokenizer Target { get; }

    /// <summary>What fills a batch up, on both sides.</summary>
    public int PaddingId { get; }

    /// <summary>What the decoder is given first.</summary>
    public int BeginId { get; }

    /// <summary>What the decoder writes last.</summary>
    public int EndId { get; }

    /// <summary>A source's ids.</summary>
    public int[] EncodeSource(string text) => [.. Source.Encode(text), Source.IdOf(SpecialToken.End)];

    /// <summary>Both sides' ids.</summary>
    public SequencePair Encode(SentencePair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return new(EncodeSource(pair.Source), [BeginId, .. Target.Encode(pair.Target), EndId]);
    }

    /// <summary>The text of what a decoder wrote: up to the first end token, without special tokens.</summary>
    public string Decode(IEnumerable<int> ids) => Target.Decode(ids.TakeWhile(id => id != EndId), specials: false);
}
