// The language model of the time before neural ones, and the measure for a small GPT: it counts. Interpolated Kneser–Ney smoothing (Kneser and Ney 1995, in the interpolated form of
// Chen and Goodman 1999, section 3, eq. 21 and 26), with one discount an order, n₁ / (n₁ + 2 n₂) (Ney, Essen and Kneser 1994).

using System.Runtime.InteropServices;

namespace TinyTransformer;

/// <summary>Predicts the next token from the n − 1 before it, over the same tokens and texts as a GPT, so that their perplexities can be compared.</summary>
/// <remarks>
/// The longest context counts how often a token followed it; each shorter one counts after how many different tokens the pair occurred. What a discount takes from the counts goes to the next shorter context, down to 1/V
/// for each token. For any context the probabilities of all V tokens sum to one. Before the first token of a text the context is filled up with that token.
/// </remarks>
public sealed class NGramModel
{
    // By the context's length, and then the context, as chars; a context's counts by token.
    private readonly Dictionary<string, Dictionary<int, int>>[] _counts;
    private readonly double[] _discounts;

    private NGramModel(Dictionary<string, Dictionary<int, int>>[] counts, long vocabularySize)
    {
        (_counts, VocabularySize, Order) = (counts, vocabularySize, counts.Length);
        _discounts = [.. counts.Select(Discount)];
    }

    /// <summary>n: 5 for a 5-gram model, which looks at 4 tokens.</summary>
    public int Order { get; }

    /// <summary>V.</summary>
    public long VocabularySize { get; }

    /// <summary>Counts.</summary>
    /// <param name="texts">Token ids; the first of each (its begin token) is never predicted.</param>
    /// <param name="order">n, 1 or more.</param>
    /// <param name="vocabularySize">V, at most 65,536: ids are 0 to V − 1.</param>
    public static NGramModel Train(IEnumerable<int[]> texts, int order, int vocabularySize)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vocabularySize, char.MaxValue + 1);
        var counts = Enumerable.Range(0, order).Select(_ => new Dictionary<string, Dictionary<int, int>>(StringComparer.Ordinal)).ToArray();
        foreach (var text in texts)
        {
            RequireIds(text, vocabularySize);
            for (var t = 1; t < text.Length; t++)
            {
                Add(counts[^1], Context(text.AsSpan(0, t), order - 1), text[t]);
            }
        }
        for (var length = order - 2; length >= 0; length--)
        {
            foreach (var (context, token) in counts[length + 1].SelectMany(entry => entry.Value.Keys.Select(token => (entry.Key, token))))
            {
                Add(counts[length], context[1..], token);
            }
        }
        return counts[^1].Count > 0 ? new(counts, vocabularySize) : throw new ArgumentException("texts: expected at least one of two tokens or more");
    }

    /// <summary>How likely a token is after others, above 0.</summary>
    /// <param name="before">What came before in the text, its begin token first: one token or more, of which the last n − 1 are looked at.</param>
    public double Probability(ReadOnlySpan<int> before, int token)
    {
        if (before.IsEmpty)
        {
            throw new ArgumentException("before: expected at least the token that begins a text");
        }
        var context = Context(before, Order - 1);
        var probability = 1.0 / VocabularySize;
        for (var length = 0; length < Order; length++)
        {
            if (_counts[length].TryGetValue(context[^length..], out var after))
            {
                double total = after.Values.Sum();
                var kept = Math.Max(after.GetValueOrDefault(token) - _discounts[length], 0);
                probability = (kept + _discounts[length] * after.Count * probability) / total;
            }
        }
        return probability;
    }

    /// <summary>Measures it as <see cref="Evaluation.Of"/> measures a GPT: each token but a text's first is predicted once.</summary>
    public Evaluation Evaluate(IEnumerable<int[]> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var (loss, tokens) = (0.0, 0L);
        foreach (var text in texts)
        {
            RequireIds(text, VocabularySize);
            for (var t = 1; t < text.Length; t++)
            {
                loss -= Math.Log(Probability(text.AsSpan(0, t), text[t]));
                tokens++;
            }
        }
        return tokens > 0 ? new(0, loss / tokens, tokens) : throw new ArgumentException("texts: expected at least one of two tokens or more");
    }

    // The counts of counts; where a corpus is too small for them, half a count.
    private static double Discount(Dictionary<string, Dictionary<int, int>> counts)
    {
        var all = counts.Values.SelectMany(after => after.Values).ToList();
        double once = all.Count(count => count == 1), twice = all.Count(count => count == 2);
        return once > 0 && twice > 0 ? once / (once + 2 * twice) : 0.5;
    }

    private static void Add(Dictionary<string, Dictionary<int, int>> counts, string context, int token)
    {
        ref var after = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, context, out _);
        CollectionsMarshal.GetValueRefOrAddDefault(after ??= [], token, out _)++;
    }

    private static string Context(ReadOnlySpan<int> before, int length)
    {
        var context = new char[length];
        for (var i = 1; i <= length; i++)
        {
            context[^i] = (char)before[Math.Max(before.Length - i, 0)];
        }
        return new(context);
    }

    private static void RequireIds(int[] text, long vocabularySize)
    {
        foreach (var id in text.Where(id => id < 0 || id >= vocabularySize))
        {
            throw new ArgumentException($"texts: expected ids of 0 to {vocabularySize - 1}, got {id}");
        }
    }
}
