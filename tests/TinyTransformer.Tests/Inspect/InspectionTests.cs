using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class InspectionTests
{
    private static readonly Tensor s_ids = tensor(new long[,] { { 1, 2, 3, 4 } });

    private static DecoderOnly Model()
    {
        manual_seed(1);
        return new DecoderOnly(Tiny.Gpt);
    }

    [Fact]
    public void Record_ARun_HasEveryPointOfTheModelInTheOrderOfComputation()
    {
        var model = Model();
        var cache = model.Record(() => model.forward(s_ids));
        Assert.Equal(model.Points().Order(), cache.Names.Order());
        Assert.Equal(["embedding", "positions", "block.0.residual.in", "block.0.add_norm_1.skip", "block.0.attention.q"], cache.Names.Take(5));
        Assert.Equal([1L, 2, 4, 4], cache["block.1.attention.pattern"].shape);
        Assert.Equal(["block.0.residual.out", "block.1.residual.out"], cache.All("block.*.residual.out").Select(entry => entry.Name));
        Assert.StartsWith("embedding                    (1, 4, 8)\npositions                    (4, 8)\n", cache.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_OfAnEncoderDecoder_HasTheNamesOfItsTowers()
    {
        var model = new EncoderDecoder(Tiny.Paper);
        var cache = model.Record(() => model.forward(s_ids, s_ids[.., ..3]));
        Assert.Equal([1L, 2, 4, 4], cache["encoder.0.attention.pattern"].shape);
        Assert.Equal([1L, 2, 3, 4], cache["decoder.1.cross_attention.scores"].shape);
        Assert.Equal([1L, 4, 8], cache["source.embedding"].shape);
    }

    [Fact]
    public void Record_AfterItsEnd_ChangesAndRecordsNothing()
    {
        var model = Model();
        var before = model.forward(s_ids);
        var cache = model.Record(() => model.forward(s_ids));
        var recorded = cache["logits"];
        Tiny.AssertSame(before, model.forward(s_ids[.., ..]));
        model.forward(s_ids + 1);
        Tiny.AssertSame(recorded, cache["logits"]);
        Assert.False(model.Probe.IsOn);
    }

    [Fact]
    public void Record_ARunThatFails_IsOver()
    {
        var model = Model();
        Assert.ThrowsAny<Exception>(() => model.Record(() => model.forward(s_ids + 100)));
        Assert.False(model.Probe.IsOn);
    }

    [Fact]
    public void Gradient_OfTheStream_IsThatOfTheLoss()
    {
        var model = Model();
        using var cache = model.Record(gradients: true);
        model.forward(s_ids).sum().backward();
        Tiny.AssertSame(ones(1, 4, 11), cache.Gradient("logits"));
        Assert.All(cache.All("block.*.residual.out"), entry => Assert.True(cache.Gradient(entry.Name).abs().sum().item<float>() > 0));
        Assert.Throws<InvalidOperationException>(() => model.Record(() => model.forward(s_ids)).Gradient("logits"));
    }

    [Fact]
    public void Indexer_OfAnUnknownName_NamesSome()
    {
        var model = Model();
        using var cache = model.Record();
        Assert.StartsWith("block.7.attention.pattern: there is nothing of that name; there are block.0.attention.pattern, block.1.attention.pattern, ",
            Assert.Throws<KeyNotFoundException>(() => cache["block.7.attention.pattern"]).Message, StringComparison.Ordinal);
        Assert.Contains("nothing was recorded yet", Assert.Throws<KeyNotFoundException>(() => cache["logits"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ablate_AHead_IsTheModelWithoutItsColumns()
    {
        var model = Model();
        using var ablation = model.Ablate("block.1.attention.head.1");
        var ablated = model.forward(s_ids);
        ablation.Dispose();
        Assert.False(ablated.eq(model.forward(s_ids)).any().item<bool>());
        using (no_grad())
        {
            model.get_parameter("block.1.attention.w_o.weight")!.narrow(1, 4, 4).fill_(0);
        }
        Tiny.AssertClose(model.forward(s_ids), ablated, 1e-6);
    }

    [Fact]
    public void Ablate_ABlock_IsTheModelWithoutIt()
    {
        var model = Model();
        var shallow = new DecoderOnly(Tiny.Gpt with { NumLayers = 1 });
        shallow.load_state_dict(model.state_dict().Where(entry => !entry.Key.StartsWith("block.1.", StringComparison.Ordinal)).ToDictionary());
        using var ablation = model.Ablate("block.1");
        Tiny.AssertClose(shallow.forward(s_ids), model.forward(s_ids), 1e-6);
    }

    [Fact]
    public void Ablate_Positions_IsTheModelWithoutThem()
    {
        var model = Model();
        var without = new DecoderOnly(Tiny.Gpt with { Positions = PositionKind.None });
        without.load_state_dict(model.state_dict().Where(entry => entry.Key != "embedding.positions.weight").ToDictionary());
        using var ablation = model.Ablate("positions");
        Tiny.AssertClose(without.forward(s_ids), model.forward(s_ids), 1e-6);
    }

    [Theory]
    [InlineData(PositionKind.Rotary)]
    [InlineData(PositionKind.Alibi)]
    public void Ablate_PositionsWithinAttention_IsTheModelWithoutThem(PositionKind positions)
    {
        manual_seed(1);
        var model = new DecoderOnly(Tiny.Gpt with { Positions = positions });
        var without = new DecoderOnly(model.Config with { Positions = PositionKind.None });
        without.load_state_dict(model.state_dict());
        var before = model.forward(s_ids);
        using (model.Ablate("positions"))
        {
            Tiny.AssertClose(without.forward(s_ids), model.forward(s_ids), 1e-6);                                      // the fused path
            using var cache = model.Record(() => model.forward(s_ids));                                               // the visible one
            Tiny.AssertClose(without.forward(s_ids), cache["logits"], 1e-6);
        }
        Tiny.AssertSame(before, model.forward(s_ids));
        using var ablation = model.Ablate("block.1.attention.positions");
        Assert.False(model.forward(s_ids).allclose(before) || model.forward(s_ids).allclose(without.forward(s_ids)));
    }

    [Theory]
    [InlineData(PositionKind.Sinusoidal)]
    [InlineData(PositionKind.Rotary)]
    [InlineData(PositionKind.Alibi)]
    public void Ablate_PositionsOfAnEncoderDecoder_TakesThemOutOfBothTowers(PositionKind positions)
    {
        manual_seed(1);
        var model = new EncoderDecoder(Tiny.Paper with { Positions = positions });
        var without = new EncoderDecoder(model.Config with { Positions = PositionKind.None });
        without.load_state_dict(model.state_dict());
        using var ablation = model.Ablate("positions");
        Tiny.AssertClose(without.forward(s_ids, s_ids), model.forward(s_ids, s_ids), 1e-6);
    }

    [Fact]
    public void Ablate_PositionsThatAreNotThere_IsRefused() =>
        Assert.StartsWith("positions: there is nothing of that name", Assert.Throws<ArgumentException>(() => new DecoderOnly(Tiny.Named("no positions")).Ablate("positions")).Message, StringComparison.Ordinal);

    [Theory, InlineData("block.0.residual"), InlineData("block.*.residual")]
    public void Ablate_TheResidualConnections_LeavesOnlyWhatSublayersWrite(string name)
    {
        var model = Model();
        using var ablation = model.Ablate(name);
        var cache = model.Record(() => model.forward(s_ids));
        Tiny.AssertClose(cache["block.0.feed_forward.output"], cache["block.0.residual.out"], 1e-6);
        Assert.Equal(name.Contains('*', StringComparison.Ordinal), cache["block.1.feed_forward.output"].allclose(cache["block.1.residual.out"]));
    }

    [Theory, InlineData("block.9"), InlineData("block.0.attention.head.x"), InlineData("nonsense"), InlineData("block.0.attention")]
    public void Ablate_WhatIsNotThere_IsRefusedAtOnce(string name) => Assert.StartsWith($"{name}: ", Assert.Throws<ArgumentException>(() => Model().Ablate(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Ablate_AHeadTooMany_SaysHowManyThereAre()
    {
        var model = Model();
        using var ablation = model.Ablate("block.0.attention.head.2");
        Assert.Equal("block.0.attention.head.2: there are heads 0 to 1", Assert.Throws<ArgumentException>(() => model.forward(s_ids)).Message);
    }

    [Fact]
    public void Edit_PatchingTheLastStreamFromAnotherRun_GivesItsLogits()
    {
        var model = Model();
        var other = model.Record(() => model.forward(s_ids + 3));
        using var patch = model.Edit("block.1.residual.out", _ => other["block.1.residual.out"]);
        Tiny.AssertClose(other["logits"], model.forward(s_ids), 1e-6);
    }

    [Fact]
    public void Edit_ToAnotherShape_IsRefused()
    {
        var model = Model();
        using var edit = model.Edit("final_norm", x => x[.., ..2]);
        Assert.Equal("final_norm: the edit must keep the shape (1, 4, 8), got (1, 2, 8)", Assert.Throws<ArgumentException>(() => model.forward(s_ids)).Message);
    }

    [Fact]
    public void LogitLens_AtTheLastDepth_IsTheModel()
    {
        var model = Model();
        var cache = model.Record(() => model.forward(s_ids));
        var depths = LogitLens.Read(cache, model.Unembed);
        Assert.Equal(["block.0.residual.in", "block.0.residual.out", "block.1.residual.out"], depths.Select(depth => depth.Name));
        Tiny.AssertSame(cache["logits"], depths[^1].Logits);
        Assert.False(depths[1].Logits.allclose(depths[2].Logits));
        Assert.Throws<ArgumentException>(() => LogitLens.Read(cache, model.Unembed, "decoder"));
    }

    [Fact]
    public void ForwardTable_OfAForward_ListsLayersAndValues()
    {
        var model = Model();
        var table = ForwardTable.Of(model, () => model.forward(s_ids));
        var step = table.Steps.Single(step => step.Operation == "block.0.feed_forward.up");
        Assert.Equal(("(1, 4, 8)", "(1, 4, 12)", 8 * 12 + 12), (ShapeTable.Format(step.In!), ShapeTable.Format(step.Out), step.Parameters));
        Assert.Equal(ParameterCount.Built(model), table.Parameters);
        var lines = table.ToString().Split('\n').Select(line => string.Join(" | ", line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))).ToArray();
        Assert.Equal(["operation | in | out | parameters", "embedding.tokens | (1, 4) | (1, 4, 8) | 88", "embedding | (1, 4, 8)", "embedding.positions | (4,) | (4, 8) | 128"], lines[..4]);
        Assert.Contains("block.1.attention.scores | (1, 2, 4, 4)", lines);
        Assert.Equal($"all | {table.Parameters:N0}", lines[^1]);
        Assert.False(model.Probe.IsOn);
        var steps = table.Steps.Count;
        model.forward(s_ids);
        Assert.Equal(steps, table.Steps.Count);
    }

    [Fact]
    public void ForwardTable_OfTiedTowers_CountsTheirTableOnce()
    {
        var model = new EncoderDecoder(Tiny.Paper);
        var table = ForwardTable.Of(model, () => model.forward(s_ids, s_ids));
        Assert.Equal(ParameterCount.Built(model), table.Parameters);
        Assert.Equal(2, table.Steps.Count(step => step.Operation == "source.tokens"));
    }
}
