using System.Text.Json.Serialization;

namespace TinyTransformer.Cli;

/// <summary>A training run: what to learn from, what to train, and how.</summary>
public sealed record RunConfig
{
    /// <summary>The schema of this file, for editors: train.schema.json.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The folder of the trained model, from this file's folder on.</summary>
    public required string Output { get; init; }

    /// <summary>What to learn from. Pairs make an encoder-decoder, stories a GPT.</summary>
    public required DataConfig Data { get; init; }

    /// <summary>How texts become tokens; made from the training data alone.</summary>
    public TokenizerConfig Tokenizer { get; init; } = new WordTokenizerConfig();

    /// <summary>What the model is made of. Vocabulary sizes and padding follow from the tokenizer; ThreeWay tying gives both sides one tokenizer.</summary>
    public required TransformerConfig Model { get; init; }

    /// <summary>The learning rate by updates.</summary>
    public required ScheduleConfig Schedule { get; init; }

    /// <summary>How to train.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>The model at the end: the mean of this many last checkpoints; 1 for the one with the best validation loss.</summary>
    public int AverageLast { get; init => field = Range.AtLeast(1, value); } = 1;
}
