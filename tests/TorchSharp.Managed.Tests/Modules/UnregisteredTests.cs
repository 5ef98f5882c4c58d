// Layers that were never registered: an error that says so and how to cure it, where TorchSharp trains nothing. And no false alarms.

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

    [Fact]
    public void Parameters_OfListsOfOtherThings_RaiseNoAlarm()
    {
        foreach (var other in new object[] { new List<Tensor> { ones(1) }, new List<string> { "a" }, new int[2], Array.Empty<Linear>() })
        {
            Assert.Empty(new Listed(other).parameters());
        }
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
