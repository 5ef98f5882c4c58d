using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class WeightsTests
{
    public static TheoryData<string> Kinds => ["paper", "gpt", "llama", "alibi", "experts", "two-way"];

    [Theory, MemberData(nameof(Kinds))]
    public void Load_WhatWasSaved_GivesTheSameLogits(string kind)
    {
        using var folder = new TempFolder();
        var (one, two) = (new EncoderDecoder(Tiny.Named(kind)), new EncoderDecoder(Tiny.Named(kind)));
        Tensor source = Tiny.Ids(2, 5, 7), target = Tiny.Ids(2, 4);
        Assert.NotEqual(0, (one.forward(source, target) - two.forward(source, target)).abs().max().item<float>());
        Weights.Save(one, folder.PathOf("t"));
        Assert.True(Weights.Load(two, folder.PathOf("t")).IsExact);
        Tiny.AssertSame(one.forward(source, target), two.forward(source, target));
    }

    [Fact]
    public void Save_ATiedTable_WritesItOnceAndSaysUnderWhichNames()
    {
        using var folder = new TempFolder();
        var model = new EncoderDecoder(Tiny.Paper);
        Weights.Save(model, folder.PathOf("t"), new Dictionary<string, string> { ["step"] = "7" });
        using var file = SafeTensors.Open(folder.PathOf("t"));
        Assert.Equal(["step 7", "target.tokens.weight source.tokens.weight"], file.Metadata.Select(entry => $"{entry.Key} {entry.Value}"));
        Assert.Equal(model.named_parameters().Select(entry => entry.Item1), file.Entries.Keys);
    }

    [Fact]
    public void Load_TwoTablesWhereTheModelHasOne_WantsThemEqual()
    {
        using var folder = new TempFolder();
        var model = new EncoderDecoder(Tiny.Paper);
        var state = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        SafeTensors.Save(folder.PathOf("equal"), state);
        Assert.True(Weights.Load(model, folder.PathOf("equal")).IsExact);
        state["target.tokens.weight"] = state["target.tokens.weight"] + 1;
        SafeTensors.Save(folder.PathOf("other"), state);
        var error = Assert.Throws<InvalidDataException>(() => Weights.Load(model, folder.PathOf("other"), strict: false));
        Assert.EndsWith("other: target.tokens.weight: the model has one table for it and source.tokens.weight, the file two that differ", error.Message);
    }

    [Fact]
    public void Load_AnotherModelsFile_ListsEveryDifferenceAndChangesNothing()
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("t");
        var model = nn.Sequential(("a", nn.Linear(2, 3)), ("b", nn.Linear(3, 1)));
        var before = model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        SafeTensors.Save(path, new Dictionary<string, Tensor> { ["a.weight"] = zeros(2, 3), ["a.bias"] = zeros(3), ["b.bias"] = zeros(1, ScalarType.Int64), ["c"] = zeros(1) });
        var error = Assert.Throws<InvalidDataException>(() => Weights.Load(model, path));
        Assert.Equal($"{path}: not the tensors of this model: missing: b.weight; unexpected: c; misshapen: " +
            "a.weight: expected (3, 2) of Float32, got (2, 3) of F32, b.bias: expected (1,) of Float32, got (1,) of I64", error.Message);
        Assert.All(before, entry => Tiny.AssertSame(entry.Value, model.state_dict()[entry.Key]));
    }

    [Fact]
    public void Load_NotStrictly_ReadsWhatFitsAndReportsTheRest()
    {
        using var folder = new TempFolder();
        var model = nn.Sequential(("a", nn.Linear(2, 3)), ("b", nn.Linear(3, 1)));
        var weight = model.state_dict()["b.weight"].clone();
        SafeTensors.Save(folder.PathOf("t"), new Dictionary<string, Tensor> { ["a.weight"] = ones(3, 2, ScalarType.Float64), ["a.bias"] = zeros(4), ["b.bias"] = ones(1), ["c"] = zeros(1) });
        var report = Weights.Load(model, folder.PathOf("t"), strict: false);
        Assert.Equal("missing: b.weight; unexpected: c; misshapen: a.bias: expected (3,) of Float32, got (4,) of F32", report.ToString());
        Tiny.AssertSame(ones(3, 2), model.state_dict()["a.weight"]);
        Tiny.AssertSame(ones(1), model.state_dict()["b.bias"]);
        Tiny.AssertSame(weight, model.state_dict()["b.weight"]);
    }
}
