namespace TinyTransformer;

/// <summary>The usual names of special tokens. They are tokens, not text: <see cref="Tokenizer.Encode"/> makes one of them only where the caller allows it.</summary>
public static class SpecialToken
{
    /// <summary>Fills the sequences of a batch up to one length; always masked.</summary>
    public const string Pad = "<pad>";

    /// <summary>Stands for whatever the vocabulary lacks.</summary>
    public const string Unknown = "<unk>";

    /// <summary>Begins a sequence: what a decoder is given before it has written anything.</summary>
    public const string Begin = "<bos>";

    /// <summary>Ends a sequence: what a decoder writes when it is done.</summary>
    public const string End = "<eos>";

    /// <summary>Stands for a hidden token that an encoder is to guess (BERT's [MASK]): see <see cref="TokenMasking"/>.</summary>
    public const string Mask = "<mask>";

    /// <summary>Stands between GPT-2's documents (Radford et al. 2019); its only special token.</summary>
    public const string EndOfText = "<|endoftext|>";
}
