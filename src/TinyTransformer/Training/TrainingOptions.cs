using System.Runtime.CompilerServices;

namespace TinyTransformer;

/// <summary>How to train. The defaults are the paper's (Vaswani et al. 2017, section 5.3 and 5.4), but for what depends on the size of the data. A value out of range is refused where it is set.</summary>
public sealed record TrainingOptions
{
    /// <summary>How many updates in all, 1 or more.</summary>
    public required int Updates { get; init => field = AtLeast(1, value); }

    /// <summary>Batches that make one update: their gradients are those of one large batch (of all their tokens, however unevenly they are spread). 1 or more.</summary>
    public int Accumulation { get; init => field = AtLeast(1, value); } = 1;

    /// <summary>ε of label smoothing, 0 ≤ ε &lt; 1.</summary>
    public double LabelSmoothing { get; init => field = Share(value); }

    /// <summary>The most that the norm of all gradients may be, above 0; a longer one is shortened. Null: as it is. (The paper does not clip.)</summary>
    public double? ClipNorm { get; init => field = value is null or > 0 ? value : throw Refused("a number above 0", value); }

    /// <summary>Adam's decay of the gradients' mean, 0 ≤ β₁ &lt; 1.</summary>
    public double Beta1 { get; init => field = Share(value); } = 0.9;

    /// <summary>Adam's decay of the gradients' mean square, 0 ≤ β₂ &lt; 1; 0.98 in the paper, whose batches are large.</summary>
    public double Beta2 { get; init => field = Share(value); } = 0.98;

    /// <summary>Adam's ε, above 0.</summary>
    public double AdamEpsilon { get; init => field = value > 0 ? value : throw Refused("a number above 0", value); } = 1e-9;

    /// <summary>Decoupled weight decay (Loshchilov and Hutter 2019) of matrices and tables, 0 or more; norms and biases do not decay.</summary>
    public double WeightDecay { get; init => field = value >= 0 ? value : throw Refused("0 or more", value); }

    /// <summary>
    /// α, 0 or more: how much the balance loss of each mixture of experts weighs beside the cross-entropy, so that the router does not send all tokens to a few of them; 0.01 in Switch Transformer (Fedus et al. 2022,
    /// section 2.2, eq. 4; the idea is Shazeer et al. 2017, section 4). 0: not at all.
    /// </summary>
    public double BalanceLoss { get; init => field = value >= 0 ? value : throw Refused("0 or more", value); }

    /// <summary>What all draws of a run follow from: the order of the batches and dropout.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Updates from one evaluation to the next, 1 or more; null: only after the last.</summary>
    public int? EvaluateEvery { get; init => field = value is { } every ? AtLeast(1, every) : null; }

    /// <summary>Evaluations in a row without a new best after which training ends, 1 or more; null: it never ends early.</summary>
    public int? Patience { get; init => field = value is { } patience ? AtLeast(1, patience) : null; }

    /// <summary>Updates from one checkpoint to the next, 1 or more; null: only at the end. Counts where the trainer has a folder for them.</summary>
    public int? CheckpointEvery { get; init => field = value is { } every ? AtLeast(1, every) : null; }

    private static int AtLeast(int least, int value, [CallerMemberName] string property = "") => value >= least ? value : throw Refused($"{least} or more", value, property);

    private static double Share(double value, [CallerMemberName] string property = "") => value is >= 0 and < 1 ? value : throw Refused("0 or more and less than 1", value, property);

    private static ArgumentOutOfRangeException Refused(string expected, object? value, [CallerMemberName] string property = "") =>
        new(property, FormattableString.Invariant($"{property}: expected {expected}, got {value}"));
}
