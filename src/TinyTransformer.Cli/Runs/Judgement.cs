namespace TinyTransformer.Cli.Runs;

/// <summary>What a finished model is judged by, beside its validation loss.</summary>
internal abstract class Judgement
{
    /// <summary>One line.</summary>
    /// <param name="validation">The model's validation loss.</param>
    public abstract string Of(SavedModel model, Evaluation validation, CancellationToken cancel);
}
