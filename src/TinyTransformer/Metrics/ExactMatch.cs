namespace TinyTransformer;

/// <summary>The share of sentences that came out exactly right, for all of them and for those with each tag: what a model has learnt of agreement, of word order, of negation.</summary>
public sealed class ExactMatch
{
    private ExactMatch(IReadOnlyList<ExactMatchRow> rows) => Rows = rows;

    /// <summary>First the row of all sentences, whose tag is <c>all</c>; then the tags in alphabetical order.</summary>
    public IReadOnlyList<ExactMatchRow> Rows { get; }

    /// <summary>Counts the matches.</summary>
    /// <param name="hypotheses">Compared with the references as they are, character by character.</param>
    /// <param name="references">As many.</param>
    /// <param name="tags">For each sentence its tags, apart by blanks, as in data/phrases-en-fr's <c>.tags</c> files; null: none.</param>
    /// <exception cref="ArgumentException">There is none, or the numbers of lines differ.</exception>
    public static ExactMatch Of(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references, IReadOnlyList<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        RequireLines("references", hypotheses.Count, references.Count);
        RequireLines("tags", hypotheses.Count, tags?.Count ?? hypotheses.Count);
        var lines = Enumerable.Range(0, hypotheses.Count).Select(line => (IsRight: hypotheses[line] == references[line], Tags: tags?[line].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])).ToList();
        var byTag = lines.SelectMany(line => line.Tags.Distinct().Select(tag => (tag, line.IsRight))).GroupBy(line => line.tag, line => line.IsRight).OrderBy(group => group.Key, StringComparer.Ordinal);
        return new([new("all", lines.Count, lines.Count(line => line.IsRight)), .. byTag.Select(group => new ExactMatchRow(group.Key, group.Count(), group.Count(isRight => isRight)))]);
    }

    /// <summary>A line for each row: tag, right, sentences, share.</summary>
    public override string ToString()
    {
        var width = Rows.Max(row => row.Tag.Length);
        return string.Concat(Rows.Select(row => FormattableString.Invariant($"{row.Tag.PadRight(width)} {row.Right,5} of {row.Sentences,5} {100 * row.Share,6:f1} %\n")));
    }

    private static void RequireLines(string name, int expected, int given)
    {
        if (expected == 0 || given != expected)
        {
            throw new ArgumentException($"{name}: expected one line for each of {expected} hypotheses (1 or more), got {given}");
        }
    }
}
