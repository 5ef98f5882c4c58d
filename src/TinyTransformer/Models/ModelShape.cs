namespace TinyTransformer;

/// <summary>Which of the three models a config is built as: that is no property of the config, for the same one can be each.</summary>
public enum ModelShape
{
    /// <summary>Both towers (<see cref="TinyTransformer.EncoderDecoder"/>).</summary>
    EncoderDecoder,

    /// <summary>The left tower, without a head (<see cref="TinyTransformer.EncoderOnly"/>).</summary>
    EncoderOnly,

    /// <summary>GPT (<see cref="TinyTransformer.DecoderOnly"/>).</summary>
    DecoderOnly,
}
