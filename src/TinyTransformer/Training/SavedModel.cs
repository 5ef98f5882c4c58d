// A trained model as a folder: what it is (JSON), its weights (safetensors), its tokenizers (JSON). Whoever has the folder can use the model; nothing in it is code.

using System.Text.Json;
using System.Text.Json.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>A model with its tokenizers, in a folder: <c>model.json</c>, <c>model.safetensors</c>, <c>tokenizer.json</c>, and <c>source-tokenizer.json</c> where the source has one of its own.</summary>
public sealed class SavedModel
{
    private const string ConfigFile = "model.json", WeightsFile = "model.safetensors", TokenizerFile = "tokenizer.json", SourceTokenizerFile = "source-tokenizer.json";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        IgnoreReadOnlyProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <param name="model">
    /// One of the library's: <see cref="EncoderDecoder"/>, <see cref="DecoderOnly"/>, <see cref="EncoderOnly"/>, <see cref="MaskedTokenModel"/> or <see cref="SequenceClassifier"/>.
    /// </param>
    /// <param name="tokenizer">Of what it writes.</param>
    /// <param name="source">Of what it reads, where that is another; null: the same.</param>
    public SavedModel(nn.Module model, Tokenizer tokenizer, Tokenizer? source = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tokenizer);
        (Model, Tokenizer, Source) = (model, tokenizer, source ?? tokenizer);
        (Shape, Config) = model switch
        {
            EncoderDecoder translator => (ModelShape.EncoderDecoder, translator.Config),
            DecoderOnly gpt => (ModelShape.DecoderOnly, gpt.Config),
            EncoderOnly encoder => (ModelShape.EncoderOnly, encoder.Config),
            MaskedTokenModel guesser => (ModelShape.MaskedTokenModel, guesser.Config),
            SequenceClassifier classifier => (ModelShape.SequenceClassifier, classifier.Config),
            _ => throw new ArgumentException($"model: expected {string.Join(", ", Enum.GetNames<ModelShape>()[..^1])} or {Enum.GetNames<ModelShape>()[^1]}, got {model.GetType().Name}"),
        };
        RequireSize(nameof(tokenizer), Config.VocabularySize, tokenizer);
        RequireSize(nameof(source), model is EncoderDecoder ? Config.SourceVocabularySize ?? Config.VocabularySize : Config.VocabularySize, Source);
    }

    /// <summary>The model, in evaluation mode when it was loaded.</summary>
    public nn.Module Model { get; }

    /// <summary>Which model it is.</summary>
    public ModelShape Shape { get; }

    /// <summary>What it is made of.</summary>
    public TransformerConfig Config { get; }

    /// <summary>Of what it writes.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>Of what it reads.</summary>
    public Tokenizer Source { get; }

    /// <summary>The model, if it translates.</summary>
    /// <exception cref="InvalidOperationException">It is another.</exception>
    public EncoderDecoder Translator => Model as EncoderDecoder ?? throw new InvalidOperationException($"this model does not translate: {Does}");

    /// <summary>The model, if it writes on.</summary>
    /// <exception cref="InvalidOperationException">It is another.</exception>
    public DecoderOnly Gpt => Model as DecoderOnly ?? throw new InvalidOperationException($"this model does not write on: {Does}");

    /// <summary>In a few words: <c>it writes on</c>.</summary>
    public string Does => Shape switch
    {
        ModelShape.EncoderDecoder => "it translates a source",
        ModelShape.DecoderOnly => "it writes on",
        ModelShape.EncoderOnly => "it gives a vector for each token",
        ModelShape.MaskedTokenModel => "it guesses hidden tokens",
        _ => "it judges a sequence",
    };

    /// <summary>Whether a folder holds a model.</summary>
    public static bool IsIn(string folder) => Path.Exists(Path.Combine(folder, ConfigFile));

    /// <summary>Removes a model's files, where there are any, the description first: without it the rest is no model to anyone. Other files stay.</summary>
    public static void Delete(string folder)
    {
        foreach (var name in new[] { ConfigFile, WeightsFile, TokenizerFile, SourceTokenizerFile })
        {
            File.Delete(Path.Combine(folder, name));
        }
    }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not fit together; the message names it.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static SavedModel Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, ConfigFile);
        try
        {
            var description = JsonSerializer.Deserialize<Description>(File.ReadAllBytes(path), s_json) ?? throw new InvalidDataException($"{path}: expected an object, got null");
            var config = description.Config with { InitialValues = InitialValues.Zeros };
            nn.Module model = description.Shape switch
            {
                ModelShape.EncoderDecoder => new EncoderDecoder(config),
                ModelShape.DecoderOnly => new DecoderOnly(config),
                ModelShape.EncoderOnly => new EncoderOnly(config),
                ModelShape.MaskedTokenModel => new MaskedTokenModel(config),
                _ => new SequenceClassifier(config, description.Classes ?? throw new InvalidDataException($"{path}: classes: expected a number, got null")),
            };
            var sourcePath = Path.Combine(folder, SourceTokenizerFile);
            var saved = new SavedModel(model, Tokenizer.Load(Path.Combine(folder, TokenizerFile)), File.Exists(sourcePath) ? Tokenizer.Load(sourcePath) : null);
            Weights.Load(model, Path.Combine(folder, WeightsFile));
            model.eval();
            return saved;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    /// <summary>Writes all files; those that are there are replaced, each whole or not at all, the weights last.</summary>
    /// <param name="folder">Is made where it is not there.</param>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        var description = new Description(Shape, Config, (Model as SequenceClassifier)?.Classes);
        WholeFile.Write(Path.Combine(folder, ConfigFile), stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(description, s_json)));
        Tokenizer.Save(Path.Combine(folder, TokenizerFile));
        var sourcePath = Path.Combine(folder, SourceTokenizerFile);
        if (ReferenceEquals(Source, Tokenizer))
        {
            File.Delete(sourcePath);                                    // of another model that was here
        }
        else
        {
            Source.Save(sourcePath);
        }
        SaveWeights(folder);
    }

    /// <summary>Replaces the weights alone, as training does when they got better.</summary>
    public void SaveWeights(string folder) => Weights.Save(Model, Path.Combine(folder, WeightsFile));

    private static void RequireSize(string name, long expected, Tokenizer tokenizer)
    {
        if (tokenizer.VocabularySize != expected)
        {
            throw new ArgumentException($"{name}: expected a vocabulary of {expected} tokens for this model, got {tokenizer.VocabularySize}");
        }
    }

    private sealed record Description(ModelShape Shape, TransformerConfig Config, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Classes = null);
}
