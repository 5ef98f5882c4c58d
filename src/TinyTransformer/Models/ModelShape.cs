namespace TinyTransformer;

/// <summary>Which of the models a config is built as: that is no property of the config, for the same one can be each.</summary>
public enum ModelShape
{
    /// <summary>Both towers (<see cref="TinyTransformer.EncoderDecoder"/>).</summary>
    EncoderDecoder,

    /// <summary>The left tower, without a head (<see cref="TinyTransformer.EncoderOnly"/>).</summary>
    EncoderOnly,

    /// <summary>GPT (<see cref="TinyTransformer.DecoderOnly"/>).</summary>
    DecoderOnly,

    /// <summary>The left tower with a head that guesses hidden tokens (<see cref="TinyTransformer.MaskedTokenModel"/>).</summary>
    MaskedTokenModel,

    /// <summary>The left tower with a head that judges the sequence (<see cref="TinyTransformer.SequenceClassifier"/>).</summary>
    SequenceClassifier,
}
