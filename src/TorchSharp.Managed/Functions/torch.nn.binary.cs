// The loss of yes-or-no questions, told from logits, and softplus, of which it is made: log(1 + e^x).

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="functional.binary_cross_entropy_with_logits"/>
            public static BCEWithLogitsLoss BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) => new(weight, reduction, pos_weights);

            public static partial class functional
            {
                /// <summary>
                /// -target·log σ(input) - (1 - target)·log(1 - σ(input)), element by element, then reduced; input and target have one shape.
                /// Large logits do not overflow.
                /// </summary>
                /// <param name="weight">A factor for each element; broadcasts.</param>
                /// <param name="pos_weights">A factor for the target's part; broadcasts.</param>
                public static Tensor binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null)
                {
                    NotNull(input).Live(what: "input");
                    NotNull(target).Live(what: "target");
                    weight?.Live(what: "weight");
                    pos_weights?.Live(what: "pos_weights");
                    if (!input.Sizes.AsSpan().SequenceEqual(target.Sizes))
                    {
                        throw Fail.Error($"binary_cross_entropy_with_logits: input and target must have one shape, got {Fail.Show(input.Sizes)} and {Fail.Show(target.Sizes)}");
                    }
                    var negativeLog = Softplus(-input);
                    var losses = pos_weights is null ? (1 - target) * input + negativeLog : (1 - target) * input + ((pos_weights - 1) * target + 1) * negativeLog;
                    return Reduce(weight is null ? losses : losses * weight, reduction);
                }

                /// <summary>log(1 + e^(beta·x)) / beta, a smooth relu; x itself where beta·x is above the threshold.</summary>
                public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20)
                {
                    var scaled = NotNull(x).Live() * beta;
                    return where(scaled.gt(threshold), x, Softplus(scaled) / beta);
                }

                /// <summary>max(x, 0) + log(1 + e^-|x|). Its slope is σ(x), also at 0, where the two parts by themselves have none.</summary>
                private static Tensor Softplus(Tensor x)
                {
                    Tensor value;
                    using (no_grad())
                    {
                        value = x.relu() + log1p((-x.abs()).exp());
                    }
                    return Node.Record("softplus", value, [x], static (n, g) => [g * n[0].sigmoid()], x);
                }
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>See <see cref="functional.binary_cross_entropy_with_logits"/>.</summary>
    public sealed class BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean, Tensor? pos_weights = null) : WeightedLoss<Tensor, Tensor, Tensor>(weight, reduction)
    {
        public Tensor? pos_weights { get; } = pos_weights;

        public override Tensor forward(Tensor input, Tensor target) => functional.binary_cross_entropy_with_logits(input, target, weight, reduction, pos_weights);
    }
}
