// ModuleDict: modules by name in the order in which they came, registered under their names with the module that holds the dictionary.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class ModuleDictTests
{
    [Fact]
    public void NamedParameters_OfAHolder_AreCalledByTheirKeysInOrder()
    {
        var holder = new Holder(ModuleDict(("up", (Module)Linear(2, 3)), ("down", (Module)Linear(3, 2, hasBias: false))));
        Assert.Equal(["_layers.up.weight", "_layers.up.bias", "_layers.down.weight"], holder.named_parameters().Select(p => p.name));
        Assert.Equal(["_layers.up.weight", "_layers.up.bias", "_layers.down.weight"], holder.state_dict().Keys);
        Assert.Equal(["up", "down"], holder.Layers.named_children().Select(child => child.name));
    }

    [Fact]
    public void State_OfOneHolder_LoadsIntoAnother()
    {
        Holder first = new(Two()), second = new(Two());
        second.load_state_dict(first.state_dict());
        Assert.All(first.parameters().Zip(second.parameters()), pair => Assert.True((bool)pair.First.eq(pair.Second).all()));
    }

    [Fact]
    public void Step_OnAHoldersParameters_TrainsTheLayers()
    {
        var holder = new Holder(Two());
        var before = ((Linear)holder.Layers["a"]).weight!.clone();
        ((Linear)holder.Layers["a"]).call(ones(1, 2)).sum().backward();
        optim.SGD(holder.parameters(), 0.5).step();
        Assert.True((bool)((Linear)holder.Layers["a"]).weight!.eq(before - 0.5).all());
        Assert.Null(((Linear)holder.Layers["b"]).weight!.grad);
    }

    [Fact]
    public void Eval_OfAHolder_ReachesWhatTheDictionaryHolds()
    {
        var holder = new Holder(ModuleDict(("drop", (Module)Dropout(0.5))));
        holder.eval();
        Assert.False(holder.Layers["drop"].training);
    }

    [Fact]
    public void Entries_AreFoundByKeyPlaceAndPair()
    {
        Linear a = Linear(1, 1), b = Linear(1, 1), c = Linear(1, 1);
        var dict = ModuleDict(("a", a), ("b", b));
        dict.Add("c", c);
        Assert.Equal(3, dict.Count);
        Assert.Equal(["a", "b", "c"], dict.keys());
        Assert.Equal([a, b, c], dict.values());
        Assert.Same(b, dict["b"]);
        Assert.Equal(("c", c), dict[2]);
        Assert.Equal(1, dict.IndexOf(("b", b)));
        Assert.Equal(-1, dict.IndexOf(("b", a)));
        Assert.True(dict.ContainsKey("a") && dict.Contains(("a", a)) && !dict.Contains(("a", b)));
        Assert.True(dict.TryGetValue("c", out var found));
        Assert.Same(c, found);
        Assert.False(dict.TryGetValue("d", out _));
    }

    [Fact]
    public void Entries_InsertedReplacedAndRemoved_KeepTheirOrder()
    {
        var dict = ModuleDict(("a", Linear(1, 1)), ("b", Linear(1, 1)));
        dict.Insert(1, ("between", Linear(1, 1)));
        Assert.Equal(["a", "between", "b"], dict.Keys);
        var other = Linear(1, 1);
        dict["a"] = other;
        Assert.Equal(("a", other), dict[0]);
        Assert.True(dict.Remove("between"));
        Assert.False(dict.Remove("between"));
        dict.RemoveAt(0);
        Assert.Equal(["b"], dict.Keys);
        dict.clear();
        Assert.Empty(dict.Keys);
    }

    [Fact]
    public void Add_OfAKeyThatIsThere_OfNullAndOfAMissingKey_IsRefused()
    {
        var dict = ModuleDict(("a", Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => dict.Add("a", Linear(1, 1)));
        Assert.Throws<ArgumentNullException>(() => dict.Add("b", null!));
        Assert.Throws<KeyNotFoundException>(() => dict["b"]);
        Assert.Contains("a.b", Assert.Throws<ArgumentException>(() => new Holder(ModuleDict(("a.b", (Module)Linear(1, 1))))).Message);
    }

    private static ModuleDict<Module> Two() => ModuleDict(("a", (Module)Linear(2, 3)), ("b", (Module)Linear(2, 3)));

    private sealed class Holder : Module
    {
        private readonly ModuleDict<Module> _layers;

        public Holder(ModuleDict<Module> layers) : base(nameof(Holder))
        {
            _layers = layers;
            RegisterComponents();
        }

        public ModuleDict<Module> Layers => _layers;
    }
}
