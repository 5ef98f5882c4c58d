// config.json of a GPT-2 in the Hugging Face layout: the properties of transformers' GPT2Config that decide what is computed.

using System.Text.Json;
using System.Text.Json.Nodes;

namespace TinyTransformer;

internal static class Gpt2Config
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly (string Name, Activation Activation)[] s_activations =
        [("gelu_new", Activation.GeluTanh), ("gelu_pytorch_tanh", Activation.GeluTanh), ("gelu", Activation.Gelu), ("relu", Activation.Relu)];

    /// <summary>A property that is not there has GPT2Config's default, which is GPT-2 small's.</summary>
    /// <exception cref="InvalidDataException">The file is no such config, or asks for what this library's model does not do.</exception>
    public static TransformerConfig Read(string path)
    {
        var json = Parse(path);
        var D = Value(json, path, "n_embd", 768L);
        var dropout = Value(json, path, "resid_pdrop", 0.1);
        Require(path, "model_type", "gpt2", Value(json, path, "model_type", "gpt2"));
        Require(path, "embd_pdrop", dropout, Value(json, path, "embd_pdrop", 0.1));      // the config here has one number for both
        Require(path, "scale_attn_weights", true, Value(json, path, "scale_attn_weights", true));
        Require(path, "scale_attn_by_inverse_layer_idx", false, Value(json, path, "scale_attn_by_inverse_layer_idx", false));
        Require(path, "add_cross_attention", false, Value(json, path, "add_cross_attention", false));
        var name = Value(json, path, "activation_function", "gelu_new");
        var activation = s_activations.FirstOrDefault(known => known.Name == name);
        try
        {
            return new TransformerConfig
            {
                VocabularySize = Value(json, path, "vocab_size", 50_257L),
                DModel = D,
                DFeedForward = Value(json, path, "n_inner", 4 * D),
                NumLayers = Value(json, path, "n_layer", 12),
                NumHeads = Value(json, path, "n_head", 12),
                MaxPositions = Value(json, path, "n_positions", 1024L),
                NormEpsilon = Value(json, path, "layer_norm_epsilon", 1e-5),
                Activation = activation.Name is null ? throw Error(path, "activation_function", $"expected one of {string.Join(", ", s_activations.Select(known => known.Name))}, got \"{name}\"") : activation.Activation,
                Dropout = dropout,
                AttentionDropout = Value(json, path, "attn_pdrop", 0.1),
                TieEmbeddings = Value(json, path, "tie_word_embeddings", true) ? EmbeddingTying.TwoWay : EmbeddingTying.None,
                Positions = PositionKind.Learned,
                NormPlacement = NormPlacement.Pre,
                QkvBias = true,
                AttentionOutputBias = true,
                ScaleEmbeddings = false,
                InitialValues = InitialValues.Gpt2,
            }.Validated();
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    public static void Write(TransformerConfig config, string path) => WholeFile.Write(path, stream => stream.Write(JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["model_type"] = "gpt2",
        ["architectures"] = new JsonArray("GPT2LMHeadModel"),
        ["vocab_size"] = config.VocabularySize,
        ["n_positions"] = config.MaxPositions,
        ["n_embd"] = config.DModel,
        ["n_layer"] = config.NumLayers,
        ["n_head"] = config.NumHeads,
        ["n_inner"] = config.DFeedForward,
        ["activation_function"] = s_activations.First(known => known.Activation == config.Activation).Name,
        ["layer_norm_epsilon"] = config.NormEpsilon,
        ["resid_pdrop"] = config.Dropout,
        ["embd_pdrop"] = config.Dropout,
        ["attn_pdrop"] = config.AttentionDropout,
        ["tie_word_embeddings"] = config.TieEmbeddings != EmbeddingTying.None,
        ["torch_dtype"] = "float32",
    }, s_indented)));

    /// <exception cref="ArgumentException">The model is none that GPT-2's layout can hold; names the property.</exception>
    public static void RequireGpt2(TransformerConfig config)
    {
        var gpt2 = config with
        {
            Positions = PositionKind.Learned,
            NormPlacement = NormPlacement.Pre,
            NormKind = NormKind.LayerNorm,
            Activation = config.Activation == Activation.SwiGlu ? Activation.GeluTanh : config.Activation,
            FinalNorm = true,
            NumKvHeads = config.NumHeads,
            QkvBias = true,
            AttentionOutputBias = true,
            FeedForwardBias = true,
            ScaleEmbeddings = false,
            PaddingId = null,
            SlidingWindow = null,
            NumExperts = 1,
        };
        var own = config with { FinalNorm = config.HasFinalNorm, NumKvHeads = config.KvHeads };
        var differing = typeof(TransformerConfig).GetProperties().Where(property => property.CanWrite && !Equals(property.GetValue(own), property.GetValue(gpt2)));
        if (differing.FirstOrDefault() is { } first)
        {
            throw new ArgumentException($"model: GPT-2's layout has no place for {first.Name} = {first.GetValue(own) ?? "null"}");
        }
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw Error(path, "config", "expected a JSON object");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: no JSON: {error.Message}", error);
        }
    }

    private static T Value<T>(JsonObject json, string path, string name, T other) =>
        json[name] is not { } value ? other
        : value is JsonValue number && number.TryGetValue<T>(out var given) ? given
        : throw Error(path, name, $"expected {typeof(T).Name}, got {value.ToJsonString()}");

    private static void Require<T>(string path, string name, T expected, T given)
    {
        if (!Equals(expected, given))
        {
            throw Error(path, name, $"expected {expected}, got {given}");
        }
    }

    private static InvalidDataException Error(string path, string place, string what) => new($"{path}: {place}: {what}");
}
