// Between the logits and the draw: each step takes logits over the full vocabulary and gives logits over the full vocabulary. What it cuts is −∞ afterwards, which softmax makes an exact 0.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// One change of the logits before a token is drawn. Steps compose in the order in which they are given; the usual one is penalty, temperature, then what cuts. Each works on what the one before left
/// over. All compute in Float64. Explained in notebook 10.
/// </summary>
/// <remarks>Always on all V logits: a nucleus among the 50 likeliest tokens is another one than the nucleus of the vocabulary.</remarks>
public abstract record SamplingStep
{
    /// <summary>What it is and how it is set, as in <c>top-k 50</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The changed logits.</summary>
    /// <param name="logits">(V), Float32 or Float64. Cut tokens are −∞; a NaN, +∞ or a row of nothing but −∞ is refused.</param>
    /// <param name="history">The tokens so far, prompt included; null: none.</param>
    /// <returns>(V) of Float64.</returns>
    public Tensor Apply(Tensor logits, IReadOnlyList<int>? history = null)
    {
        using var off = no_grad();
        return Change(Checked(logits), history ?? []);
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <inheritdoc cref="Apply"/>
    /// <param name="logits">(V) of Float64.</param>
    protected abstract Tensor Change(Tensor logits, IReadOnlyList<int> history);

    /// <exception cref="ArgumentException">These are no logits to draw from.</exception>
    internal static Tensor Checked(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (logits.ndim != 1 || logits.shape[0] == 0)
        {
            throw new ArgumentException($"logits: expected (V,), got {ShapeTable.Format(logits.shape)}; choose one position, as in logits[0, -1]");
        }
        var x = logits.detach().cpu().to(ScalarType.Float64);
        var largest = x.max().item<double>();      // NaN if any is
        return double.IsFinite(largest) ? x : throw new ArgumentException($"logits: expected finite numbers (and −∞ for what is cut), the largest is {largest}");
    }

    /// <summary>Cuts all tokens but these.</summary>
    protected static Tensor Keep(Tensor logits, Tensor ids) => full_like(logits, double.NegativeInfinity).index_copy(0, ids, logits.index_select(0, ids));

    /// <summary>Keeps tokens, in a given order, until their probabilities add up to a mass: the fewest that reach it.</summary>
    /// <param name="order">(V) of Int64: the ids, the first to be kept first.</param>
    protected static Tensor KeepMass(Tensor logits, Tensor order, double mass)
    {
        #region mass
        var reached = logits.softmax(0).index_select(0, order).cumsum(0);
        var count = reached.lt(mass).sum().item<long>() + 1;
        return mass < 1 && count < logits.shape[0] ? Keep(logits, order.narrow(0, 0, count)) : logits;
        #endregion
    }

    /// <summary>The value, if it is a share.</summary>
    protected static double Share(double value, string name) => value is > 0 and <= 1 ? value : throw new ArgumentException($"{name}: expected 0 < p ≤ 1, got {value}");
}
