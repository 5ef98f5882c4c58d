// What one forward pass is given, and what it is to predict. Rows are filled up to one length; what fills them is never predicted, and never looked at.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>A batch for teacher forcing: the model reads <see cref="Input"/> and is to predict <see cref="Labels"/>, which are the same tokens one place further.</summary>
/// <param name="Source">(B, S) of Int64, padded; null for a model without a source.</param>
/// <param name="Input">(B, T) of Int64, padded.</param>
/// <param name="Labels">(B, T) of Int64; <see cref="Ignored"/> where nothing is to be predicted.</param>
/// <param name="Tokens">How many labels count, 1 or more.</param>
public sealed record Batch(Tensor? Source, Tensor Input, Tensor Labels, long Tokens)
{
    /// <summary>The label of a place that does not count: −100, cross_entropy's default.</summary>
    public const long Ignored = -100;

    /// <summary>A batch of pairs.</summary>
    /// <param name="pairs">One or more.</param>
    /// <param name="paddingId">What fills rows up.</param>
    public static Batch OfPairs(IReadOnlyList<SequencePair> pairs, long paddingId)
    {
        RequireRows(pairs);
        return new(Padded([.. pairs.Select(pair => pair.Source)], paddingId),
            Padded([.. pairs.Select(pair => pair.Target[..^1])], paddingId),
            Padded([.. pairs.Select(pair => pair.Target[1..])], Ignored),
            pairs.Sum(pair => pair.Target.Length - 1L));
    }

    /// <summary>A batch of texts for a model that predicts the next token.</summary>
    /// <param name="texts">One or more, of two or more tokens each.</param>
    /// <param name="paddingId">What fills rows up.</param>
    /// <param name="seen">For each text, how many of its first labels do not count, since another batch has them.</param>
    public static Batch OfTexts(IReadOnlyList<int[]> texts, long paddingId, IReadOnlyList<int>? seen = null)
    {
        RequireRows(texts);
        var labels = Padded([.. texts.Select(text => text[1..])], Ignored);
        for (var row = 0; row < (seen?.Count ?? 0); row++)
        {
            if (seen![row] > 0)
            {
                labels[row, ..seen[row]] = tensor(Ignored);
            }
        }
        return new(null, Padded([.. texts.Select(text => text[..^1])], paddingId), labels, texts.Sum(text => text.Length - 1L) - (seen?.Sum() ?? 0));
    }

    /// <summary>Rows of one length, filled up at their ends: (B, T) of Int64.</summary>
    /// <param name="rows">One or more.</param>
    /// <param name="filler">The id that fills.</param>
    public static Tensor Padded(IReadOnlyList<int[]> rows, long filler)
    {
        RequireRows(rows);
        var T = rows.Max(row => row.Length);
        var ids = new long[rows.Count, T];
        for (var b = 0; b < rows.Count; b++)
        {
            for (var t = 0; t < T; t++)
            {
                ids[b, t] = t < rows[b].Length ? rows[b][t] : filler;
            }
        }
        return tensor(ids);
    }

    /// <summary>The same on another device.</summary>
    public Batch To(Device device) => this with { Source = Source?.to(device), Input = Input.to(device), Labels = Labels.to(device) };

    private static void RequireRows<T>(IReadOnlyList<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
        {
            throw new ArgumentException("rows: a batch needs at least one");
        }
    }
}
