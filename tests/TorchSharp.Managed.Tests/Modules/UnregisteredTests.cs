// Layers that were never registered: an error that says so and how to cure it, where TorchSharp trains nothing. And no false alarms.

using System.Collections.Frozen;
using System.Collections.Immutable;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class UnregisteredTests
{
    public static TheoryData<string, Action<Module>> Questions => new()
    {
        { "parameters", m => m.parameters() },
        { "named_parameters", m => m.named_parameters() },
        { "state_dict", m => m.state_dict() },
        { "train", m => m.train() },
        { "eval", m => m.eval() },
        { "to", m => m.to(float64) },
        { "zero_grad", m => m.zero_grad() },
        { "named_modules", m => m.named_modules() },
        { "save", m => m.save(new MemoryStream()) },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void Question_OfAModuleThatForgotToRegister_SaysSo(string question, Action<Module> ask)
    {
        var e = Assert.Throws<InvalidOperationException>(() => ask(new Forgetful()));
        Assert.True(e.Message.Contains("Forgetful: field _layer (Linear) was never registered") && e.Message.Contains("RegisterComponents()"), question + ": " + e.Message);
    }

    [Fact]
    public void Parameters_OfAListField_NameTheModuleList()
    {
        foreach (var layers in new object[] { new List<Linear> { Linear(2, 2) }, new[] { Linear(2, 2) }, new Dictionary<string, Linear> { ["a"] = Linear(2, 2) } })
        {
            var e = Assert.Throws<InvalidOperationException>(() => new Listed(layers).parameters());
            Assert.Contains("_layers", e.Message);
            Assert.Contains("holds a Linear that was never registered", e.Message);
            Assert.Contains("ModuleList", e.Message);
        }
    }

    [Fact]
    public void Parameters_OfAListOfParameters_NameTheParameterList() =>
        Assert.Contains("ParameterList", Assert.Throws<InvalidOperationException>(() => new Listed(new List<Parameter> { new(ones(1)) }).parameters()).Message);

    [Fact]
    public void Parameters_OfANestedForgetfulModule_AreFoundByItsOwner() => Assert.Equal(2, new Owner(new Forgetful()).parameters().Count());

    [Fact]
    public void Append_OfAForgetfulModule_SaysSo() => Assert.Contains("never registered", Assert.Throws<InvalidOperationException>(() => Sequential(new Forgetful())).Message);

    [Fact]
    public void Parameters_OfALooseModuleList_SayThatItNeedsAnOwner() =>
        Assert.Contains("make it a field of a module", Assert.Throws<InvalidOperationException>(() => ModuleList(Linear(2, 2)).parameters()).Message);

    [Fact]
    public void Parameters_OfAModuleListThatGrewLater_SayWhen()
    {
        var tower = new Tower();
        tower.Layers.Add(Linear(2, 2));
        Assert.Contains("before RegisterComponents()", Assert.Throws<InvalidOperationException>(() => tower.parameters()).Message);
    }

    [Fact]
    public void Parameters_OfAModuleThatRegistersByName_RaiseNoAlarm()
    {
        var named = new Named();
        named.forward(ones(1, 2));
        Assert.Equal(2, named.parameters().Count());
    }

    public static TheoryData<string, object> Holders
    {
        get
        {
            var layer = Linear(2, 2);
            return new()
            {
                { "set", new HashSet<Linear> { layer } },
                { "queue", new Queue<Linear>([layer]) },
                { "linked list", new LinkedList<Linear>([layer]) },
                { "list of lists", new List<List<Linear>> { new(), new() { layer } } },
                { "array of arrays", new[] { new[] { layer } } },
                { "two dimensions", new[,] { { layer } } },
                { "tuple", (1, layer) },
                { "tuple class", Tuple.Create("a", layer) },
                { "long tuple", (1, 2, 3, 4, 5, 6, 7, 8, layer) },
                { "list of tuples", new List<(string, Linear)> { ("a", layer) } },
                { "struct", new Pair { Second = layer } },
                { "ImmutableArray", ImmutableArray.Create(layer) },
                { "ImmutableList", ImmutableList.Create(layer) },
                { "FrozenSet", new[] { layer }.ToFrozenSet() },
                { "key", new Dictionary<Linear, int> { [layer] = 1 } },
                { "dictionary of lists", new Dictionary<string, List<Linear>> { ["a"] = [layer] } },
                { "objects", new object[] { "a", layer } },
                { "Lazy, made", Made(layer) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Holders))]
    public void Parameters_OfLayersInAnyContainer_SayThatTheyWereNeverRegistered(string kind, object layers)
    {
        var e = Assert.Throws<InvalidOperationException>(() => new Listed(layers).parameters());
        Assert.True(e.Message.Contains("_layers") && e.Message.Contains("holds a Linear that was never registered"), kind + ": " + e.Message);
    }

    [Fact]
    public void Parameters_OfALazyLayer_SayThatItIsMadeTooLate() =>
        Assert.Contains("makes its Linear after the fields were registered", Assert.Throws<InvalidOperationException>(() => new Listed(new Lazy<Linear>(() => Linear(2, 2))).parameters()).Message);

    [Fact]
    public void Parameters_OfALayerAssignedLater_SayWhen()
    {
        var model = new Late { Head = Linear(2, 2) };
        Assert.Contains("property Head (Linear) was never registered", Assert.Throws<InvalidOperationException>(() => model.parameters()).Message);
        Assert.Contains("assigned after RegisterComponents()", Assert.Throws<InvalidOperationException>(() => model.state_dict()).Message);
    }

    [Fact]
    public void Parameters_OfAParameterAssignedLater_SayWhen() =>
        Assert.Contains("assigned after RegisterComponents()", Assert.Throws<InvalidOperationException>(() => new Late { Scale = new Parameter(ones(1)) }.parameters()).Message);

    [Fact]
    public void Parameters_OfAReplacedLayer_SayWhen()
    {
        var tower = new Replaceable();
        tower.Head = Linear(2, 3);
        Assert.Contains("property Head", Assert.Throws<InvalidOperationException>(() => tower.parameters()).Message);
    }

    [Fact]
    public void Parameters_OfAModuleThatKnowsItsParent_RaiseNoAlarm()
    {
        var child = new Late();
        var parent = new Owner(child);
        child.Head = parent;
        child.Others = [parent];
        Assert.Empty(child.parameters());
        Assert.Empty(parent.parameters());
    }

    [Fact]
    public void Parameters_OfAModuleThatKnowsSomeonesLayer_RaiseNoAlarm()
    {
        var net = new Net();
        var child = new Late { Head = net.children().First(), Scale = net.parameters().First(), Others = [.. net.modules()] };
        Assert.Empty(child.parameters());
    }

    [Fact]
    public void Parameters_OfAModuleWithWeakReferencesOptimizersAndQueries_RaiseNoAlarm()
    {
        var layer = Linear(2, 2);
        foreach (var other in new object[] { new WeakReference<Linear>(layer), optim.SGD(layer.parameters(), 0.1), new[] { layer }.Where(x => x.in_features > 0), () => layer, new Lazy<int>(() => 1) })
        {
            Assert.Empty(new Listed(other).parameters());
        }
    }

    [Fact]
    public void Parameters_OfACollectionThatHoldsItself_EndTheSearch()
    {
        var list = new List<object>();
        list.Add(list);
        Assert.Empty(new Listed(list).parameters());
    }

    [Fact]
    public void Parameters_OfListsOfOtherThings_RaiseNoAlarm()
    {
        foreach (var other in new object[] { new List<Tensor> { ones(1) }, new List<string> { "a" }, new int[2], Array.Empty<Linear>(), default(ImmutableArray<Linear>), (1, "a"), new Dictionary<string, long>() })
        {
            Assert.Empty(new Listed(other).parameters());
        }
    }

    private static Lazy<Linear> Made(Linear layer)
    {
        var lazy = new Lazy<Linear>(() => layer);
        _ = lazy.Value;
        return lazy;
    }

    private struct Pair
    {
        public Linear? Second;
    }

    private sealed class Late : Module
    {
        public Late() : base("Late") => RegisterComponents();

        public Module? Head { get; set; }

        public Parameter? Scale { get; set; }

        public List<Module> Others { get; set; } = [];
    }

    private sealed class Replaceable : Module
    {
        public Replaceable() : base("Replaceable") => RegisterComponents();

        public Linear Head { get; set; } = Linear(2, 2);
    }

    private sealed class Owner : Module
    {
        private readonly Module _child;

        public Owner(Module child) : base("Owner")
        {
            _child = child;
            RegisterComponents();
        }

        public override string ToString() => _child.GetName();
    }
}
