// Adam (Kingma and Ba 2015). The step itself: Kernels/AdamRows.cs.

using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Steps of about the learning rate in each element: the mean gradient over the root of the mean of its squares. In PyTorch's formulation.</summary>
public class Adam : OptimizerHelper, IBetas
{
    public Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <param name="parameters">Groups; what a group leaves open is taken from the other arguments.</param>
    /// <param name="lr">Learning rate, 0 or more.</param>
    /// <param name="beta1">How much of the mean gradient stays at each step, in [0, 1).</param>
    /// <param name="beta2">The same for the mean of its squares.</param>
    /// <param name="eps">Added to the root in the denominator.</param>
    /// <param name="weight_decay">Times the parameter is added to the gradient.</param>
    /// <param name="amsgrad">Whether the largest mean of squares so far counts, in place of the present one.</param>
    /// <param name="maximize">Whether to climb.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public Adam(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Settings.Require(nameof(Adam), "lr", lr);
        Settings.Require(nameof(Adam), "beta1", beta1, below: 1);
        Settings.Require(nameof(Adam), "beta2", beta2, below: 1);
        Settings.Require(nameof(Adam), "eps", eps);
        Settings.Require(nameof(Adam), "weight_decay", weight_decay);
        _defaults = new Options
        {
            LearningRate = lr, InitialLearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize,
        };
        foreach (var group in parameters)
        {
            add_param_group(group);
        }
    }

    /// <summary>Those of groups that join from now on.</summary>
    public (double, double) Betas
    {
        get => (Defaults.beta1!.Value, Defaults.beta2!.Value);
        set => (Defaults.beta1, Defaults.beta2) = (value.Item1, value.Item2);
    }

    private Options Defaults => (Options)_defaults;

    private protected override void Complete(Modules.ParamGroup group)
    {
        group.Options ??= new Options();
        var options = (Options)group.Options;
        options.LearningRate ??= Defaults.LearningRate;
        options.beta1 ??= Defaults.beta1;
        options.beta2 ??= Defaults.beta2;
        options.eps ??= Defaults.eps;
        options.weight_decay ??= Defaults.weight_decay;
        options.amsgrad ??= Defaults.amsgrad;
        options.maximize ??= Defaults.maximize;
        options.InitialLearningRate = options.LearningRate!.Value;
    }

    private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

    private protected override void Step(Modules.ParamGroup group, Parameter parameter, Tensor gradient)
    {
        var (state, o) = ((State)StateOf(parameter), (Options)group.Options);
        var t = ++state.step;
        double lr = o.LearningRate!.Value, beta1 = o.beta1!.Value, beta2 = o.beta2!.Value, decay = o.weight_decay!.Value;
        var factors = new AdamRows.Factors(beta1, beta2, o.eps!.Value, 1, decay, lr / (1 - AdamRows.Power(beta1, t)), Math.Sqrt(1 - AdamRows.Power(beta2, t)), o.maximize!.Value);
        Update(parameter, gradient, (p, g) => AdamRows.Step(p, g, state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq, factors));
    }

    /// <summary>Settings of one group.</summary>
    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? weight_decay;
        public double? eps;
        public bool? amsgrad;
        public bool? maximize;

        public override void SaveStateDict(BinaryWriter writer)
        {
            base.SaveStateDict(writer);
            writer.Write(beta1!.Value);
            writer.Write(beta2!.Value);
            writer.Write(eps!.Value);
            writer.Write(weight_decay!.Value);
            writer.Write(amsgrad!.Value);
            writer.Write(maximize!.Value);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            base.LoadStateDict(reader);
            beta1 = reader.ReadDouble();
            beta2 = reader.ReadDouble();
            eps = reader.ReadDouble();
            weight_decay = reader.ReadDouble();
            amsgrad = reader.ReadBoolean();
            maximize = reader.ReadBoolean();
        }

        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var from = (Options)source;
            (beta1, beta2, eps, weight_decay, amsgrad, maximize) = (from.beta1, from.beta2, from.eps, from.weight_decay, from.amsgrad, from.maximize);
        }
    }

    public class ParamGroup : ParamGroup<Options>, IBetas
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options)
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1E-08, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
        {
        }

        public (double, double) Betas
        {
            get => (Options.beta1!.Value, Options.beta2!.Value);
            set => (Options.beta1, Options.beta2) = (value.Item1, value.Item2);
        }
    }

    /// <summary>What is remembered of one parameter: the steps taken, the mean gradient, the mean of its squares, and with amsgrad the largest of those.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        public Tensor? max_exp_avg_sq;

        public State(Parameter parameter) : base(parameter)
        {
        }

        public override void Initialize(OptimizerOptions options)
        {
            ArgumentNullException.ThrowIfNull(options);
            (step, exp_avg, exp_avg_sq) = (0, Zeros(), Zeros());
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null;
        }

        public override void SaveStateDict(BinaryWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            writer.Write(step);
            exp_avg.Save(writer);
            exp_avg_sq.Save(writer);
            SaveConditionalStateTensor(writer, max_exp_avg_sq);
        }

        public override void LoadStateDict(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            step = reader.ReadInt64();
            exp_avg.Load(reader);
            exp_avg_sq.Load(reader);
            LoadConditionalStateTensor(reader, ref max_exp_avg_sq);
        }

        public override void LoadStateDict(OptimizerState source)
        {
            ArgumentNullException.ThrowIfNull(source);
            var from = (State)source;
            (step, exp_avg, exp_avg_sq, max_exp_avg_sq) = (from.step, Copy(from.exp_avg)!, Copy(from.exp_avg_sq)!, Copy(from.max_exp_avg_sq));
        }

        public override bool ApproximatelyEquals(OptimizerState other) =>
            other is State that && step == that.step && exp_avg.allclose(that.exp_avg) && exp_avg_sq.allclose(that.exp_avg_sq)
            && (max_exp_avg_sq is null || (that.max_exp_avg_sq is not null && max_exp_avg_sq.allclose(that.max_exp_avg_sq)));

        public void Dispose()
        {
            exp_avg?.Dispose();
            exp_avg_sq?.Dispose();
            max_exp_avg_sq?.Dispose();
            GC.SuppressFinalize(this);
        }
    }
}
