// What a module registers, under which names, in which order; and what is done to the whole tree.

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class ModuleTests
{
    [Fact]
    public void NamedParameters_OfFields_AreCalledByFieldOrComponentName() =>
        Assert.Equal(["scale", "_first.weight", "_first.bias", "second.weight", "second.bias"], new Net().named_parameters().Select(p => p.Item1));

    [Fact]
    public void NamedParameters_OfAnAutoProperty_AreCalledByItsBackingField() =>
        Assert.Equal(["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias", "<Head>k__BackingField.weight", "<Head>k__BackingField.bias"], new Tower().named_parameters().Select(p => p.Item1));

    [Fact]
    public void NamedModules_OfATree_AreChildrenThenWhatIsBelowThem() =>
        Assert.Equal(["layers", "<Head>k__BackingField", "layers.0", "layers.1"], new Tower().named_modules().Select(m => m.Item1));

    [Fact]
    public void NamedBuffers_OfATensorField_HaveIt() => Assert.Equal(["table"], new Net().named_buffers().Select(b => b.Item1));

    [Fact]
    public void NamedParameters_NotRecursing_AreTheModulesOwn() => Assert.Equal(["scale"], new Net().named_parameters(recurse: false).Select(p => p.Item1));

    [Fact]
    public void Parameters_SharedByTwoLayers_AppearOnce()
    {
        var (embedding, head) = (Embedding(5, 3), Linear(3, 5, hasBias: false));
        head.weight = embedding.weight;
        var tied = Sequential(("embedding", embedding), ("head", head));
        Assert.Equal(["embedding.weight"], tied.named_parameters().Select(p => p.Item1));
        Assert.Equal(["embedding.weight", "head.weight"], tied.state_dict().Keys);
    }

    [Fact]
    public void GetParameter_ByPath_IsTheLayersOwn()
    {
        var net = new Net();
        Assert.Same(net.named_parameters().Single(p => p.Item1 == "second.bias").Item2, net.get_parameter("second.bias"));
        Assert.Null(net.get_parameter("second.nothing"));
        Assert.False(net.has_parameter("nowhere.bias"));
        Assert.True(net.has_buffer("table"));
    }

    [Fact]
    public void Eval_OfATree_ReachesTheLastLayer()
    {
        var net = new Net();
        net.eval();
        Assert.All(net.modules(), m => Assert.False(m.training));
        net.train();
        Assert.All(net.modules(), m => Assert.True(m.training));
    }

    [Fact]
    public void Apply_OfATree_VisitsChildrenFirst()
    {
        var seen = new List<string>();
        new Tower().apply(m => seen.Add(m.GetName()));
        Assert.Equal(["Linear", "Linear", "ModuleList", "Linear", "Tower"], seen);
    }

    [Fact]
    public void ZeroGrad_SetToNone_ForgetsAndElseFillsWithZero()
    {
        var net = new Net();
        net.call(randn(4, 3)).sum().backward();
        net.zero_grad(set_to_none: false);
        Assert.All(net.parameters(), p => Assert.Equal(0, p.grad!.abs().sum().item<float>()));
        net.zero_grad();
        Assert.All(net.parameters(), p => Assert.Null(p.grad));
    }

    [Fact]
    public void To_Float64_ConvertsParametersBuffersGradientsAndWhatForwardUses()
    {
        var net = new Net();
        net.call(randn(4, 3)).sum().backward();
        net.to(float64);
        Assert.All(net.parameters(), p => Assert.Equal(ScalarType.Float64, p.dtype));
        Assert.All(net.parameters(), p => Assert.Equal(ScalarType.Float64, p.grad!.dtype));
        Assert.All(net.buffers(), b => Assert.Equal(ScalarType.Float64, b.dtype));
        Assert.Equal(ScalarType.Float64, net.call(randn(4, 3, float64)).dtype);
    }

    [Fact]
    public void To_Float64_KeepsSharedParametersShared()
    {
        var (embedding, head) = (Embedding(5, 3), Linear(3, 5, hasBias: false));
        head.weight = embedding.weight;
        Sequential(("embedding", embedding), ("head", head)).to(float64);
        Assert.Same(embedding.weight, head.weight);
    }

    [Fact]
    public void To_AnIntegerType_IsRefused() => Assert.Contains("Float32 or Float64", Assert.Throws<ArgumentException>(() => new Net().to(int64)).Message);

    [Fact]
    public void Hooks_OnCall_SeeAndReplaceInputAndResult()
    {
        var layer = Identity();
        var before = layer.register_forward_pre_hook((_, x) => x + 1);
        layer.register_forward_hook((_, x, y) => x * 10 + y);
        Assert.Equal(33, layer.call(tensor(2.0f)).item<float>());
        before.remove();
        Assert.Equal(22, layer.call(tensor(2.0f)).item<float>());
        Assert.Equal(2, layer.forward(tensor(2.0f)).item<float>());
    }

    [Fact]
    public void Parameter_OfATensor_TakesItOver()
    {
        var data = ones(2, 2);
        var parameter = Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad && parameter.is_leaf);
    }

    [Fact]
    public void Linear_MadeInAScope_OutlivesIt()
    {
        using var outer = NewDisposeScope();
        var layer = WithScope(() => Linear(2, 2));
        Assert.Equal([1, 2], layer.call(ones(1, 2)).shape);
    }

    [Fact]
    public void Sequential_OfARange_SharesItsModules()
    {
        var chain = Sequential(Linear(2, 3), ReLU(), Linear(3, 1));
        var tail = chain[1..];
        Assert.Equal(2, tail.Count);
        Assert.Same(chain[2], tail[1]);
        Assert.Equal(["2.weight", "2.bias"], tail.named_parameters().Select(p => p.Item1));
    }

    [Fact]
    public void RegisterModule_BadName_IsRefused()
    {
        Assert.Contains("dot", Assert.Throws<ArgumentException>(() => new Net().register_module("a.b", Identity())).Message);
        Assert.Contains("already", Assert.Throws<InvalidOperationException>(() => new Net().register_module("second", Identity())).Message);
        Assert.Contains("without parameters", Assert.Throws<InvalidOperationException>(() => Dropout().register_parameter("w", new(ones(1)))).Message);
    }

    private static T WithScope<T>(Func<T> make)
    {
        using var scope = NewDisposeScope();
        return make();
    }
}
