// Where a query may look. A mask is a value: it is made once, combined with others, and applied to scores before the softmax.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Which keys each query may attend to (Vaswani et al. 2017, section 3.2.3: illegal connections are set to −∞ before the softmax).</summary>
/// <remarks>
/// A query that may look nowhere (all its keys are padding) takes nothing along: its row of the pattern is 0, and so is its output. NaN it never is.
/// </remarks>
public sealed class AttentionMask
{
    private readonly Lazy<bool> _hasEmptyRows;

    private AttentionMask(Tensor allowed)
    {
        Allowed = allowed;
        _hasEmptyRows = new(() => !Allowed.any(-1).all().item<bool>());
    }

    /// <summary>
    /// (T, S), or (B, T, S) where the sequences of a batch differ, of Bool: true where query t may look at key s. B and T may be 1, which stands for any
    /// number.
    /// </summary>
    public Tensor Allowed { get; }

    /// <summary>The mask of one sequence of a batch, (T, S) or (1, S), as a picture wants it.</summary>
    public AttentionMask this[long sequence] => Allowed.ndim == 3 ? new(Allowed[sequence]) : this;

    /// <summary>Whether some query may look at no key at all.</summary>
    public bool HasEmptyRows => _hasEmptyRows.Value;

    /// <summary>Whether this is the plain causal mask of a square, for which engines have a path of their own.</summary>
    internal bool IsCausal { get; private init; }

    /// <summary>Position t may look at 0 … t: nothing that comes later leaks back.</summary>
    /// <param name="T">Positions, 1 or more.</param>
    public static AttentionMask Causal(long T) => Causal(T, T);

    /// <summary>The same for the last T of S positions, as when a text goes on whose keys are cached: query t stands at position S − T + t.</summary>
    /// <param name="T">Queries, 1 or more.</param>
    /// <param name="S">Keys, T or more.</param>
    public static AttentionMask Causal(long T, long S)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(T, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(S, T);
        return new(ones([T, S], dtype: ScalarType.Bool).tril(S - T)) { IsCausal = T == S };     // (T,S), true on and below the diagonal that ends in the corner
    }

    /// <summary>Nobody may look at padding. It masks keys (columns): what padding itself looks at does not matter, since nobody looks at it.</summary>
    /// <param name="ids">(B, S) of Int64: the keys' tokens.</param>
    /// <param name="paddingId">The token that means nothing.</param>
    public static AttentionMask Padding(Tensor ids, long paddingId)
    {
        ArgumentNullException.ThrowIfNull(ids);
        _ = ids.Dims2();
        return Keys(ids.ne(paddingId));
    }

    /// <summary>Whom everybody may look at: the mask of cross-attention, or of cached keys.</summary>
    /// <param name="allowed">(B, S) of Bool: true where a key may be looked at.</param>
    public static AttentionMask Keys(Tensor allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        _ = allowed.Dims2();
        return new(allowed.unsqueeze(1));                                                       // (B,S) -> (B,1,S)
    }

    /// <summary>A prefix that is read as a whole, and causal after it (Raffel et al. 2020, T5, section 3.2.1).</summary>
    /// <param name="T">Positions.</param>
    /// <param name="prefix">How many belong to the prefix, 0 to T.</param>
    public static AttentionMask Prefix(long T, long prefix)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(T, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(prefix);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefix, T);
        return Causal(T) | new AttentionMask(arange(T, ScalarType.Int64).lt(prefix).unsqueeze(0));
    }

    /// <summary>Position t may look at itself and the width − 1 positions before it (Beltagy et al. 2020, Longformer; causal as in Mistral).</summary>
    /// <param name="T">Queries, which are the last T of S positions.</param>
    /// <param name="width">Positions in the window, 1 or more.</param>
    /// <param name="S">Keys; null: T.</param>
    public static AttentionMask SlidingWindow(long T, long width, long? S = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var keys = S ?? T;
        return Causal(T, keys) & new AttentionMask(ones([T, keys], dtype: ScalarType.Bool).triu(keys - T - width + 1));
    }

    /// <summary>A mask of one's own.</summary>
    /// <param name="allowed">(T, S): true where query t may look at key s.</param>
    /// <exception cref="ArgumentException">A row without a single true: written by hand, that is a slip.</exception>
    public static AttentionMask Of(bool[,] allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        for (var t = 0; t < allowed.GetLength(0); t++)
        {
            if (!Enumerable.Range(0, allowed.GetLength(1)).Any(s => allowed[t, s]))
            {
                throw new ArgumentException($"allowed: query {t} may look at no key at all; allow it at least one");
            }
        }
        return new(tensor(allowed));
    }

    /// <summary>Where both masks allow to look.</summary>
    public static AttentionMask operator &(AttentionMask left, AttentionMask right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Allowed & right.Allowed);
    }

    /// <summary>Where either mask allows to look.</summary>
    public static AttentionMask operator |(AttentionMask left, AttentionMask right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Allowed | right.Allowed);
    }

    /// <inheritdoc cref="op_BitwiseAnd"/>
    public static AttentionMask BitwiseAnd(AttentionMask left, AttentionMask right) => left & right;

    /// <inheritdoc cref="op_BitwiseOr"/>
    public static AttentionMask BitwiseOr(AttentionMask left, AttentionMask right) => left | right;

    /// <summary>The scores with −∞ wherever a query may not look.</summary>
    /// <param name="scores">(…, T, S).</param>
    public Tensor Apply(Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.masked_fill(~AllowedIn(scores.shape), double.NegativeInfinity);
    }

    /// <summary>
    /// What a model that writes needs: nothing from the future, nothing beyond its window, no padding. Null: everything is allowed, as for a single token that
    /// comes last.
    /// </summary>
    /// <param name="ids">(B, T) of Int64: the queries' tokens.</param>
    /// <param name="cache">The past, which learns here which of the new tokens are padding.</param>
    internal static AttentionMask? OfDecoder(TransformerConfig config, Tensor ids, KeyValueCache? cache = null)
    {
        var T = ids.Dims2().Item2;
        var S = T + (cache?.Length ?? 0);
        var past = config.SlidingWindow is { } width ? SlidingWindow(T, width, S) : T > 1 ? Causal(T, S) : null;
        if (config.PaddingId is not { } padding)
        {
            return past;
        }
        var isToken = ids.ne(padding);                                                          // (B,T)
        var keys = Keys(cache is null ? isToken : cache.Extend(isToken));                       // (B,1,S)
        return past is null ? keys : past & keys;
    }

    /// <summary>The mask in the shape of scores: the heads, between batch and queries, share it.</summary>
    /// <param name="scores">A shape (T, S), (B, T, S) or (B, H, T, S).</param>
    internal Tensor AllowedIn(long[] scores)
    {
        var mask = Allowed.ndim == 3 && scores.Length == 4 ? Allowed.unsqueeze(1) : Allowed;     // (B,T,S) -> (B,1,T,S)
        var sizes = mask.shape;
        var fits = scores.Length >= 2 && sizes.Length <= scores.Length && sizes.Reverse().Zip(scores.Reverse()).All(pair => pair.First == pair.Second || pair.First == 1);
        return fits ? mask : throw new ArgumentException($"scores: expected {Expected()} for this mask, got {ShapeTable.Format(scores)}");
    }

    private string Expected()
    {
        var sizes = Allowed.shape;
        return Allowed.ndim == 3 ? $"({sizes[0]}, …, {(sizes[1] == 1 ? "T" : sizes[1])}, {sizes[2]})" : $"(…, {sizes[0]}, {sizes[1]})";
    }
}
