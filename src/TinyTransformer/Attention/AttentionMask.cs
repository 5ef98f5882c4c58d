// Where a query may look. A mask is a value: it is made once, combined with others, and applied to scores before the softmax.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Which keys each query may attend to (Vaswani et al. 2017, section 3.2.3: illegal connections are set to −∞ before the softmax).</summary>
public sealed class AttentionMask
{
    private AttentionMask(Tensor allowed) => Allowed = allowed;

    /// <summary>(T, S), Bool: true where query t may look at key s.</summary>
    public Tensor Allowed { get; }

    /// <summary>Position t may look at 0 … t: nothing that comes later leaks back.</summary>
    /// <param name="T">Positions, 1 or more.</param>
    public static AttentionMask Causal(long T)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(T, 1);
        return new(torch.ones([T, T], dtype: ScalarType.Bool).tril());     // (T,T), true on and below the diagonal
    }

    /// <summary>A mask of one's own.</summary>
    /// <param name="allowed">(T, S): true where query t may look at key s.</param>
    /// <exception cref="ArgumentException">A row without a single true: that query would have nothing to average, and the softmax no answer but NaN.</exception>
    public static AttentionMask Of(bool[,] allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        return Checked(torch.tensor(allowed));
    }

    /// <summary>Where both masks allow to look.</summary>
    public static AttentionMask operator &(AttentionMask left, AttentionMask right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return Checked(left.Allowed & right.Allowed);
    }

    /// <inheritdoc cref="op_BitwiseAnd"/>
    public static AttentionMask BitwiseAnd(AttentionMask left, AttentionMask right) => left & right;

    /// <summary>The scores with −∞ wherever a query may not look.</summary>
    /// <param name="scores">(…, T, S).</param>
    public Tensor Apply(Tensor scores)
    {
        long[] sizes = scores.shape, mask = Allowed.shape;
        if (sizes.Length < 2 || sizes[^2] != mask[0] || sizes[^1] != mask[1])
        {
            throw new ArgumentException($"scores: expected (…, {mask[0]}, {mask[1]}) for this mask, got {ShapeTable.Format(sizes)}");
        }
        return scores.masked_fill(~Allowed, float.NegativeInfinity);
    }

    private static AttentionMask Checked(Tensor allowed)
    {
        var keysOfQuery = allowed.to(ScalarType.Int64).sum(1);             // (T,S) -> (T)
        for (long t = 0; t < keysOfQuery.shape[0]; t++)
        {
            if (keysOfQuery[t].item<long>() == 0)
            {
                throw new ArgumentException($"allowed: query {t} may look at no key at all; allow it at least one");
            }
        }
        return new AttentionMask(allowed);
    }
}
