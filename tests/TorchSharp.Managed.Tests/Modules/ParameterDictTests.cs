// Parameters by name, as part of a module.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

public class ParameterDictTests
{
    [Fact]
    public void Parameters_OfADictionaryInAField_AreRegisteredByName()
    {
        var holder = new Holder();
        Assert.Equal(["gains.one", "gains.two"], holder.named_parameters().Select(p => p.Item1));
        Assert.True(holder.has_parameter("gains.two"));
        Assert.Same(holder.Gains["two"], holder.get_parameter("gains.two"));
    }

    [Fact]
    public void Conversion_OfTheHolder_ReachesTheDictionary()
    {
        var holder = new Holder().to(float64);
        Assert.Equal(ScalarType.Float64, holder.Gains["one"].dtype);
        Assert.Same(holder.Gains["one"], holder.get_parameter("gains.one"));
    }

    [Fact]
    public void Entries_OfADictionary_KeepTheirOrder()
    {
        var dict = new ParameterDict { ("b", new Parameter(ones(1))), ("a", new Parameter(ones(2))) };
        dict.Insert(0, ("c", new Parameter(ones(3))));
        Assert.True(dict.Remove("b"));
        Assert.Equal(["c", "a"], dict.keys());
        Assert.Equal([3, 2], dict.values().Select(p => p.shape[0]));
        Assert.Equal(1, dict.IndexOf(dict[1]));
    }

    [Fact]
    public void Parameters_OfADictionaryInNoModule_AreRefused()
    {
        var dict = new ParameterDict { ("a", new Parameter(ones(1))) };
        Assert.Contains("ParameterDict", Assert.Throws<InvalidOperationException>(() => dict.parameters().ToArray()).Message, StringComparison.Ordinal);
    }

    private sealed class Holder : Module
    {
        private readonly ParameterDict gains = new() { ("one", new Parameter(ones(2))), ("two", new Parameter(zeros(3))) };

        public Holder() : base("Holder") => RegisterComponents();

        public ParameterDict Gains => gains;
    }
}
