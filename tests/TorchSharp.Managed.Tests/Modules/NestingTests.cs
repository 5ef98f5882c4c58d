// Modules in modules: never inside themselves, and however deep they are, an exception comes before the stack ends.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

public class NestingTests
{
    private const int Deep = 20_000, Deeper = 200_000;

    private static readonly Dictionary<string, Action<Sequential>> s_walks = new()
    {
        ["named_parameters"] = model => model.named_parameters(),
        ["named_buffers"] = model => model.named_buffers(),
        ["named_modules"] = model => _ = model.named_modules().Count(),
        ["state_dict"] = model => model.state_dict(),
        ["load_state_dict"] = model => model.load_state_dict([]),
        ["save"] = model => model.save(new MemoryStream()),
        ["load"] = model => model.load(new MemoryStream([0])),
        ["zero_grad"] = model => model.zero_grad(),
        ["call"] = model => model.call(ones(1)),
        ["forward"] = model => model.forward(ones(1)),
    };

    // How one sees that the walk went all the way.
    private static readonly Dictionary<string, Func<Sequential, Linear, bool>> s_arrivals = new()
    {
        ["named_parameters"] = (model, inner) => model.named_parameters().Select(p => p.parameter).SequenceEqual([inner.weight!, inner.bias!]),
        ["named_buffers"] = (model, inner) => { inner.register_buffer("table", ones(1)); return model.named_buffers().Single().name.EndsWith("0.table", StringComparison.Ordinal); },
        ["named_modules"] = (model, inner) => model.named_modules().Count() == 101 && ReferenceEquals(model.named_modules().Last().module, inner),
        ["state_dict"] = (model, inner) => model.state_dict().Values.SequenceEqual([inner.weight!, inner.bias!]),
        ["load_state_dict"] = (model, inner) => { model.load_state_dict(Zeroed(model)); return inner.weight!.item<float>() == 0; },
        ["save"] = (model, inner) => Saved(model).Length > 101 * 2,
        ["load"] = (model, inner) => { var file = Saved(model); model.load_state_dict(Zeroed(model)); model.load(new MemoryStream(file)); return inner.weight!.item<float>() != 0; },
        ["zero_grad"] = (model, inner) => { inner.weight!.grad = ones(1, 1); model.zero_grad(); return inner.weight!.grad is null; },
        ["call"] = (model, inner) => (bool)model.call(ones(1)).eq(inner.call(ones(1))).all(),
        ["forward"] = (model, inner) => (bool)model.forward(ones(1)).eq(inner.forward(ones(1))).all(),
    };

    public static TheoryData<string> Walks => [.. s_walks.Keys];

    [Theory]
    [MemberData(nameof(Walks))]
    public void Walk_OverTwentyThousandNestedModules_ThrowsBeforeTheStackEnds(string name) =>
        Assert.Contains("nested too deeply", Assert.Throws<InvalidOperationException>(() => s_walks[name](Nested(Deep))).Message);

    [Theory]
    [MemberData(nameof(Walks))]
    public void Walk_OverAHundredNestedModules_ReachesTheInnermost(string name)
    {
        var inner = Linear(1, 1);
        Assert.True(s_arrivals[name](Nested(100, inner), inner));
    }

    [Fact]
    public void Training_AndApply_AlsoThrowBeforeTheStackEnds()
    {
        var model = Nested(Deeper);
        Assert.Contains("train:", Assert.Throws<InvalidOperationException>(model.eval).Message);
        Assert.Contains("apply:", Assert.Throws<InvalidOperationException>(() => model.apply(_ => { })).Message);
    }

    [Fact]
    public void To_OfTwentyThousandNestedModules_ConvertsTheInnermost()
    {
        var inner = Linear(1, 1);
        Nested(Deep, inner).to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, inner.weight!.dtype);
    }

    [Fact]
    public void Dispose_OfTwentyThousandNestedModules_ReachesTheInnermost()
    {
        var inner = Linear(1, 1);
        var weight = inner.weight!;
        Nested(Deep, inner).Dispose();
        Assert.True(weight.IsInvalid);
    }

    [Fact]
    public void ModuleLists_TwoHundredThousandInEachOther_AreRefusedWhereTheyRegister()
    {
        Module list = ModuleList();
        for (var i = 0; i < Deeper; i++)
        {
            list = ModuleList(list);
        }

        Assert.Contains("nested too deeply", Assert.Throws<InvalidOperationException>(() => new Holder(list)).Message);
    }

    [Fact]
    public void Sequential_AppendedToItself_IsRefusedAndUnchanged()
    {
        var chain = Sequential(Identity());
        Assert.Contains("inside itself", Assert.Throws<InvalidOperationException>(() => chain.append(chain)).Message);
        Assert.Equal(1, chain.Count);
        Assert.Single(chain.named_children());
    }

    [Fact]
    public void Sequential_AppendedToWhatItHolds_IsRefused()
    {
        Sequential inner = Sequential(), middle = Sequential(inner), outer = Sequential(middle);
        Assert.Contains("inside itself", Assert.Throws<InvalidOperationException>(() => inner.append(outer)).Message);
        Assert.Equal(0, inner.Count);
    }

    [Fact]
    public void Field_ThatHoldsItsOwnModule_IsRefused() => Assert.Contains("\"Inner\"", Assert.Throws<InvalidOperationException>(() => new Holder(null)).Message);

    [Fact]
    public void ModuleLists_ThatHoldEachOther_AreRefused()
    {
        var first = ModuleList<Module>();
        var second = ModuleList<Module>(first);
        first.Add(second);
        Assert.Contains("inside itself", Assert.Throws<InvalidOperationException>(() => new Holder(first)).Message);
    }

    [Fact]
    public void Module_SharedByTwoParents_IsNoCycle()
    {
        var shared = Linear(1, 1);
        var chain = Sequential(Sequential(shared), Sequential(shared));
        Assert.Single(chain.named_parameters(), entry => entry.Item1 == "0.0.weight");
    }

    private static Dictionary<string, Tensor> Zeroed(Sequential model) => model.state_dict().ToDictionary(entry => entry.Key, entry => zeros_like(entry.Value));

    private static byte[] Saved(Sequential model)
    {
        var stream = new MemoryStream();
        model.save(stream);
        return stream.ToArray();
    }

    private static Sequential Nested(int depth, Linear? innermost = null)
    {
        var chain = Sequential(innermost ?? Linear(1, 1));
        for (var i = 0; i < depth; i++)
        {
            chain = Sequential(chain);
        }

        return chain;
    }

    /// <summary>Holds a module, or itself where none is given.</summary>
    private sealed class Holder : Module
    {
        [Utils.ComponentName(Name = "Inner")]
        private readonly Module _inner;

        public Holder(Module? inner) : base(nameof(Holder))
        {
            _inner = inner ?? this;
            RegisterComponents();
        }

        public override string ToString() => _inner.GetName();
    }
}
