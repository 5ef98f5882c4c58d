// Against PyTorch: tests/golden/gpt2 was made there, tests/golden/gpt2-trained here; the logits of both in weights.json are PyTorch's (tests/golden/make_weights.py).

using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class Gpt2WeightsTests
{
    [Theory, InlineData("gpt2"), InlineData("gpt2-trained")]
    public void Load_AModelOfPyTorch_GivesPyTorchsLogits(string name)
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("tests", "golden", "weights.json")));
        var ids = tensor(Numbers(golden, "ids").Select(number => (long)number).ToArray()).view(2, 6);
        var logits = Gpt2Weights.Load(Repository.PathOf("tests", "golden", name)).call(ids);
        Tiny.AssertClose(tensor(Numbers(golden, name)).view(2, 6, 13), logits, 1e-4);
    }

    /// <summary>What PyTorch was given to read. APPROVE=1 writes it anew; make_weights.py then computes PyTorch's logits.</summary>
    [Fact]
    public void Save_AModelTrainedHere_WritesTheFilesThatPyTorchRead()
    {
        using var folder = new TempFolder();
        var expected = Repository.PathOf("tests", "golden", "gpt2-trained");
        Gpt2Weights.Save(Trained(), Environment.GetEnvironmentVariable("APPROVE") == "1" ? expected : folder.Path);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            Assert.Equal(File.ReadAllBytes(Path.Combine(expected, Path.GetFileName(file))), File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void Save_WhatWasLoaded_GivesTheSameLogitsAgain()
    {
        using var folder = new TempFolder();
        var model = Gpt2Weights.Load(Repository.PathOf("tests", "golden", "gpt2"));
        Gpt2Weights.Save(model, folder.Path);
        var again = Gpt2Weights.Load(folder.Path);
        Assert.Equal(model.Config, again.Config);
        Assert.All(model.state_dict(), entry => Tiny.AssertSame(entry.Value, again.state_dict()[entry.Key]));
    }

    [Fact]
    public void Load_AnUntiedHead_IsTheUnembedding()
    {
        using var folder = new TempFolder();
        var model = new DecoderOnly(Tiny.Gpt with { TieEmbeddings = EmbeddingTying.None, NormEpsilon = 1e-3, Activation = Activation.Gelu });
        Gpt2Weights.Save(model, folder.Path);
        var again = Gpt2Weights.Load(folder.Path);
        var ids = Tiny.Ids(1, 5);
        Tiny.AssertSame(model.call(ids), again.call(ids));
    }

    [Fact]
    public void Load_TheOlderNames_TakesThemWithoutPrefixAndPassesOverMasks()
    {
        using var folder = new TempFolder();
        var head = Changed(folder, tensors =>
        {
            foreach (var name in tensors.Keys.ToList())
            {
                tensors.Remove(name, out var value);
                tensors[name.Replace("transformer.", "")] = value!;
            }
            tensors["h.0.attn.bias"] = ones(1, 1, 6, 6);
            tensors["h.1.attn.masked_bias"] = tensor(-1e4f);
            tensors["lm_head.weight"] = tensors["wte.weight"].clone();
        });
        var ids = tensor(new long[,] { { 3, 1, 4 } });
        Tiny.AssertSame(Gpt2Weights.Load(Repository.PathOf("tests", "golden", "gpt2")).call(ids), Gpt2Weights.Load(head).call(ids));
    }

    [Fact]
    public void Load_ATiedHeadThatDiffers_SaysSo()
    {
        using var folder = new TempFolder();
        var changed = Changed(folder, tensors => tensors["lm_head.weight"] = zeros(13, 8));
        Assert.EndsWith("lm_head.weight: config.json ties it to transformer.wte.weight, and the two differ", Assert.Throws<InvalidDataException>(() => Gpt2Weights.Load(changed)).Message);
    }

    [Fact]
    public void Load_AFileOfAnotherShape_ListsTheDifferencesByTheFilesNames()
    {
        using var folder = new TempFolder();
        var changed = Changed(folder, tensors =>
        {
            tensors.Remove("transformer.h.1.ln_2.bias");
            tensors["transformer.h.0.attn.c_attn.weight"] = zeros(24, 8);
            tensors["transformer.h.2.ln_1.bias"] = zeros(8);
        });
        Assert.EndsWith("missing: transformer.h.1.ln_2.bias; unexpected: transformer.h.2.ln_1.bias; misshapen: transformer.h.0.attn.c_attn.weight: expected (8, 24) of Float32, got (24, 8) of F32",
            Assert.Throws<InvalidDataException>(() => Gpt2Weights.Load(changed)).Message);
    }

    [Theory]
    [InlineData("\"n_head\": 2", "\"n_head\": 3", "DModel: expected a multiple of NumHeads = 3, got 8")]
    [InlineData("\"n_head\": 2", "\"n_head\": \"2\"", "n_head: expected Int32, got \"2\"")]
    [InlineData("\"n_head\": 2", "\"n_head\": 0", "NumHeads: expected 1 or more, got 0")]
    [InlineData("gelu_new", "mish", "activation_function: expected one of gelu_new, gelu_pytorch_tanh, gelu, relu, got \"mish\"")]
    [InlineData("\"gpt2\"", "\"gpt_neo\"", "model_type: expected gpt2, got gpt_neo")]
    [InlineData("\"embd_pdrop\": 0.1", "\"embd_pdrop\": 0.2", "embd_pdrop: expected 0.1, got 0.2")]
    [InlineData("\"n_head\": 2", "\"scale_attn_by_inverse_layer_idx\": true", "scale_attn_by_inverse_layer_idx: expected False, got True")]
    [InlineData("{", "[", "no JSON: ")]
    public void Load_AConfigThatAsksForAnotherModel_SaysWhich(string old, string changed, string message)
    {
        using var folder = new TempFolder();
        var path = folder.Write("config.json", File.ReadAllText(Repository.PathOf("tests", "golden", "gpt2", "config.json")).Replace(old, changed));
        Assert.StartsWith($"{path}: {message}", Assert.Throws<InvalidDataException>(() => Gpt2Weights.Load(folder.Path)).Message);
    }

    [Theory]
    [InlineData("llama", "NumKvHeads = 2")]
    [InlineData("paper", "Positions = Sinusoidal")]
    [InlineData("window", "SlidingWindow = 3")]
    [InlineData("experts", "NumExperts = 3")]
    public void Save_AnotherArchitecture_IsRefusedByItsProperty(string kind, string property)
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<ArgumentException>(() => Gpt2Weights.Save(new DecoderOnly(Tiny.Named(kind)), folder.Path));
        Assert.Equal($"model: GPT-2's layout has no place for {property}", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    /// <summary>With a generator of its own: other tests draw from torch's at the same time.</summary>
    private static DecoderOnly Trained()
    {
        using var generator = new Generator(1);
        var model = new DecoderOnly(Presets.TinyGpt with { VocabularySize = 13, DModel = 8, DFeedForward = 20, NumHeads = 2, MaxPositions = 6, InitialValues = InitialValues.Zeros });
        using (no_grad())
        {
            foreach (var parameter in model.parameters().Where(parameter => parameter.ndim == 2))
            {
                parameter.copy_(randn(parameter.shape, generator: generator) * 0.3);
            }
        }
        var optimizer = optim.AdamW(model.parameters(), lr: 0.03);
        for (var step = 0; step < 30; step++)
        {
            var ids = ((arange(8) + step).unsqueeze(1) + arange(7) * 3) % 13;                // each token is the one before it plus 3
            var loss = nn.functional.cross_entropy(model.call(ids[.., ..^1]).reshape(-1, 13), ids[.., 1..].reshape(-1));
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
        }
        return model;
    }

    private static string Changed(TempFolder folder, Action<Dictionary<string, Tensor>> change)
    {
        var from = Repository.PathOf("tests", "golden", "gpt2");
        File.Copy(Path.Combine(from, "config.json"), folder.PathOf("config.json"));
        using var file = SafeTensors.Open(Path.Combine(from, "model.safetensors"));
        var tensors = file.ReadAll();
        change(tensors);
        SafeTensors.Save(folder.PathOf("model.safetensors"), tensors);
        return folder.Path;
    }

    private static float[] Numbers(JsonDocument golden, string name) => [.. golden.RootElement.GetProperty(name).GetProperty("data").EnumerateArray().Select(number => number.GetSingle())];
}
