// Stochastic gradient descent with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013), in PyTorch's formulation: the learning rate multiplies the
// buffer, it is not in it. The step itself: Kernels/SgdRows.cs.

using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>parameter -= lr·(gradient + weight_decay·parameter), with the mean of past gradients in place of the gradient where there is momentum.</summary>
public class SGD : OptimizerHelper, IMomentum
{
    public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <param name="parameters">Groups; what a group leaves open is taken from the other arguments.</param>
    /// <param name="lr">Learning rate, 0 or more.</param>
    /// <param name="momentum">How much of the buffer stays at each step.</param>
    /// <param name="dampening">How much of a gradient does not enter the buffer; the first one enters in full.</param>
    /// <param name="weight_decay">Times the parameter is added to the gradient.</param>
    /// <param name="nesterov">Looks one step ahead; needs momentum and no dampening.</param>
    /// <param name="maximize">Whether to climb.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Settings.Require(nameof(SGD), "lr", lr);
        Settings.Require(nameof(SGD), "momentum", momentum);
        Settings.Require(nameof(SGD), "weight_decay", weight_decay);
        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException($"SGD: nesterov needs a momentum above 0 and no dampening, got momentum {momentum} and dampening {dampening}", nameof(nesterov));
        }
        _defaults = new Options
        {
            LearningRate = lr, InitialLearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize,
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <summary>That of groups that join from now on.</summary>
    public double Momentum
    {
        get => Defaults.momentum!.Value;
        set => Defaults.momentum = value;
    }

    private Options Defaults => (Options)_defaults;

    private protected override void Complete(Modules.ParamGroup group)
    {
        group.Options ??= new Options();
        var options = (Options)group.Options;
        options.LearningRate ??= Defaults.LearningRate;
        options.momentum ??= Defaults.momentum;
        options.dampening ??= Defaults.dampening;
        options.weight_decay ??= Defaults.weight_decay;
        options.nesterov ??= Defaults.nesterov;
        options.maximize ??= Defaults.maximize;
        options.InitialLearningRate = options.LearningRate!.Value;
    }

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private protected override void Step(Modules.ParamGroup group, Parameter parameter, Tensor gradient)
    {
        var (state, o) = ((State)StateOf(parameter), (Options)group.Options);
        var factors = new SgdRows.Factors(o.LearningRate!.Value, o.momentum!.Value, 1 - o.dampening!.Value, o.weight_decay!.Value, o.nesterov!.Value, o.maximize!.Value, state.momentum_buffer is null);
        if (factors.Momentum != 0)
        {
            state.momentum_buffer ??= zeros_like(parameter).detach().DetachFromDisposeScope();
        }
        Update(parameter, gradient, (p, g) => SgdRows.Step(p, g, factors.Momentum != 0 ? state.momentum_buffer : null, factors));
    }

    /// <summary>Settings of one group.</summary>
    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(momentum!.Value);
            writer.Write(dampening!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(nesterov!.Value);
            writer.Write(maximize!.Value);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            momentum = reader.ReadDouble();
            dampening = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            nesterov = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var from = (Options)source;
            (momentum, dampening, weight_decay, nesterov, maximize) = (from.momentum, from.dampening, from.weight_decay, from.nesterov, from.maximize);
        }
    }

    public class ParamGroup : ParamGroup<Options>, IMomentum
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
        {
        }

        public double Momentum
        {
            get => Options.momentum!.Value;
            set => Options.momentum = value;
        }
    }

    /// <summary>What is remembered of one parameter: the mean of its gradients, from the first step with momentum on.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public Tensor? momentum_buffer;

        public State(Parameter parameter) : base(parameter)
        {
        }

        public override void Initialize(OptimizerOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            momentum_buffer = null;
        }

        public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(NotNull(writer), momentum_buffer);

        public override void LoadStateDict(BinaryReader reader) => LoadConditionalStateTensor(NotNull(reader), ref momentum_buffer);

        public override void LoadStateDict(OptimizerState source) => momentum_buffer = Copy(((State)NotNull(source)).momentum_buffer);

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State that && (momentum_buffer is null ? that.momentum_buffer is null : that.momentum_buffer is not null && momentum_buffer.allclose(that.momentum_buffer));

        public void Dispose()
        {
            momentum_buffer?.Dispose();
            GC.SuppressFinalize(this);
        }
    }
}
