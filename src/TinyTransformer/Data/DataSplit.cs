// Train and validation parts that share nothing. The usual leaks: the same item twice, once on each side; pieces of one document on both sides; a split that moves when the order of the files does.

namespace TinyTransformer;

/// <summary>Splits a corpus so that what is validated on was never trained on.</summary>
/// <param name="Train">To learn from; in the order that the items came in.</param>
/// <param name="Validation">To measure on; likewise.</param>
public sealed record DataSplit<T>(IReadOnlyList<T> Train, IReadOnlyList<T> Validation);

/// <summary>Makes splits.</summary>
public static class DataSplit
{
    /// <summary>Draws keys, not items: all items with one key lie on one side. Which keys are drawn depends on the keys and the seed, not on the order of the items.</summary>
    /// <param name="key">What must not be on both sides: a story's text, a document's name.</param>
    /// <param name="validationShare">The share of the keys that is held out, 0 &lt; share &lt; 1; at least one key, and never all.</param>
    /// <exception cref="ArgumentException">There are fewer than two keys, or the share is out of range.</exception>
    public static DataSplit<T> ByKey<T>(IEnumerable<T> items, Func<T, string> key, double validationShare, long seed)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(key);
        if (validationShare is not (> 0 and < 1))
        {
            throw new ArgumentException(FormattableString.Invariant($"validationShare: expected 0 < share < 1, got {validationShare}"));
        }
        var all = items.ToList();
        var keys = all.Select(key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (keys.Count < 2)
        {
            throw new ArgumentException($"items: expected at least two with different keys, got {keys.Count}");
        }
        var held = Math.Clamp((int)Math.Round(keys.Count * validationShare), 1, keys.Count - 1);
        using var generator = Seeds.Generator(seed);
        var validation = Seeds.Permutation(keys.Count, generator).Take(held).Select(i => keys[i]).ToHashSet(StringComparer.Ordinal);
        return new([.. all.Where(item => !validation.Contains(key(item)))], [.. all.Where(item => validation.Contains(key(item)))]);
    }
}
