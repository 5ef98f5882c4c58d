// Small modules for the tests: a good one, and the mistakes that people make.

using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

internal sealed class Net : Module<Tensor, Tensor>
{
    private readonly Linear _first = Linear(3, 4);
    [ComponentName(Name = "second")]
    private readonly Linear _last = Linear(4, 2);
    private readonly Dropout _drop = Dropout(0.5);
    private readonly Parameter scale = new(ones(2));
    private readonly Tensor table = arange(3, float32);

    public Net() : base("Net") => RegisterComponents();

    public override Tensor forward(Tensor x) => _last.call(_drop.call(_first.call(x).relu())) * scale;
}

internal sealed class Tower : Module<Tensor, Tensor>
{
    private readonly ModuleList<Linear> layers = ModuleList(Linear(2, 2), Linear(2, 2));
    public Linear Head { get; } = Linear(2, 1);

    public Tower() : base("Tower") => RegisterComponents();

    public ModuleList<Linear> Layers => layers;

    public override Tensor forward(Tensor x) => Head.call(layers.Aggregate(x, (y, layer) => layer.call(y)));
}

/// <summary>Forgets RegisterComponents.</summary>
internal sealed class Forgetful : Module<Tensor, Tensor>
{
    private readonly Linear _layer = Linear(2, 2);

    public Forgetful() : base("Forgetful")
    {
    }

    public override Tensor forward(Tensor x) => _layer.call(x);
}

/// <summary>Holds its layers in an ordinary collection.</summary>
internal sealed class Listed : Module<Tensor, Tensor>
{
    private readonly object _layers;

    public Listed(object layers) : base("Listed")
    {
        _layers = layers;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => _layers is null ? x : x.alias();
}

/// <summary>Registers by name, and keeps a list of the same layers for its own use: nothing is wrong with it.</summary>
internal sealed class Named : Module<Tensor, Tensor>
{
    private readonly List<Linear> _again = [];
    private readonly Linear _one = Linear(2, 2);
    private Tensor? _cache;

    public Named() : base("Named")
    {
        _again.Add(_one);
        register_module("one", _one);
    }

    public override Tensor forward(Tensor x) => _cache = _again[0].call(x);
}
