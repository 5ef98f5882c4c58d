// The losses that a model of language needs, as modules over nn.functional.

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>See <see cref="functional.cross_entropy"/>.</summary>
    public sealed class CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean, double label_smoothing = 0) : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
    {
        /// <summary>A target that counts for nothing; -100 where none is named.</summary>
        public long? ignore_index { get; } = ignore_index;

        public double label_smoothing { get; } = label_smoothing;

        public override Tensor forward(Tensor input, Tensor target) => functional.cross_entropy(input, target, weight, ignore_index ?? -100, reduction, label_smoothing);
    }

    /// <summary>See <see cref="functional.nll_loss"/>.</summary>
    public sealed class NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
    {
        public override Tensor forward(Tensor input, Tensor target) => functional.nll_loss(input, target, weight, reduction);
    }

    /// <summary>See <see cref="functional.mse_loss"/>.</summary>
    public sealed class MSELoss(Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
    {
        public override Tensor forward(Tensor input, Tensor target) => functional.mse_loss(input, target, reduction);
    }

    /// <summary>|input - target|, element by element, then reduced.</summary>
    public sealed class L1Loss(Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
    {
        public override Tensor forward(Tensor input, Tensor target) => functional.Reduce((input - target).abs(), reduction);
    }

    /// <summary>See <see cref="functional.kl_div"/>.</summary>
    public sealed class KLDivLoss(bool log_target = true, Reduction reduction = Reduction.Mean) : Loss<Tensor, Tensor, Tensor>(reduction)
    {
        public bool log_target { get; } = log_target;

        public override Tensor forward(Tensor input, Tensor target) => functional.kl_div(input, target, log_target, reduction);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Without label smoothing, which TorchSharp's factory lacks; <c>new CrossEntropyLoss(label_smoothing: …)</c> has it.</summary>
            public static Modules.CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) => new(weight, ignore_index, reduction);

            public static Modules.NLLLoss NLLLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);

            public static Modules.MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new(reduction);

            public static partial class functional
            {
                /// <summary>(input - target)², element by element, then reduced.</summary>
                public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) => Reduce((NotNull(input).Live(what: "input") - NotNull(target).Live(what: "target")).square(), reduction);

                /// <summary>
                /// target·(log target - input), element by element, then reduced: the divergence of the distribution exp(input) from the target.
                /// Input: logarithms. The mean is over all elements, not over rows.
                /// </summary>
                /// <param name="log_target">Whether the target is given as logarithms. Default true as in TorchSharp; in PyTorch false.</param>
                public static Tensor kl_div(Tensor input, Tensor target, bool log_target = true, Reduction reduction = Reduction.Mean)
                {
                    ArgumentNullException.ThrowIfNull(target);
                    if (log_target)
                    {
                        return Reduce(target.exp() * (target - input), reduction);
                    }
                    // 0·log 0 counts as 0.
                    var safe = target.masked_fill(target.le(0), 1);
                    return Reduce(target * safe.log() - target * input, reduction);
                }

                internal static Tensor Reduce(Tensor losses, Reduction reduction) => reduction switch
                {
                    Reduction.None => losses,
                    Reduction.Sum => losses.sum(),
                    _ => losses.mean(),
                };
            }
        }
    }
}
