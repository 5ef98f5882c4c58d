// The cloze test that BERT learns from: some tokens are hidden, and the encoder says what they were.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>
/// Hides tokens of a text (Devlin et al. 2019, BERT, section 3.1 and appendix A.1): 15 % of them are to be guessed, of which 80 % become the mask token, 10 % another token, and 10 % stay as they are, so that
/// the model cannot know which of the tokens that it sees are true.
/// </summary>
/// <remarks>
/// As in BERT's code, a text hides round(share · n) tokens and at least one, special tokens left out; as in RoBERTa (Liu et al. 2019, section 4.1), others in each epoch. Deviation from BERT, which draws the other
/// token from the whole vocabulary: special tokens are never drawn.
/// </remarks>
public sealed record TokenMasking
{
    private readonly HashSet<int> _isWord;
    private readonly int[] _words;

    /// <param name="maskId">What stands for a hidden token.</param>
    /// <param name="words">The ids that may be hidden, and drawn in place of others: all but the special tokens.</param>
    public TokenMasking(int maskId, IEnumerable<int> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        MaskId = maskId;
        _words = [.. words.Distinct()];
        _isWord = [.. _words];
        if (_words.Length == 0 || _isWord.Contains(maskId))
        {
            throw new ArgumentException($"words: expected one id or more, the mask {maskId} not among them");
        }
    }

    /// <summary>What stands for a hidden token.</summary>
    public int MaskId { get; }

    /// <summary>Share of a text's tokens to be guessed, 0 &lt; share ≤ 1.</summary>
    public double Share { get; init => field = value is > 0 and <= 1 ? value : throw Refused(nameof(Share), "0 < share ≤ 1", value); } = 0.15;

    /// <summary>Share of those that become the mask token, 0 to 1.</summary>
    public double MaskShare { get; init => field = value is >= 0 and <= 1 ? value : throw Refused(nameof(MaskShare), "0 to 1", value); } = 0.8;

    /// <summary>Share of those that become another token, 0 to 1 − <see cref="MaskShare"/>; the rest stay as they are.</summary>
    public double RandomShare { get; init => field = value is >= 0 and <= 1 ? value : throw Refused(nameof(RandomShare), "0 to 1", value); } = 0.1;

    /// <summary>The usual masking of a tokenizer's tokens.</summary>
    /// <param name="mask">The name of its mask token.</param>
    /// <exception cref="ArgumentException">It has no special token of that name.</exception>
    public static TokenMasking Of(Tokenizer tokenizer, string mask = SpecialToken.Mask)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return new(tokenizer.IdOf(mask), Enumerable.Range(0, tokenizer.VocabularySize).Except(tokenizer.Specials.Values));
    }

    /// <summary>Hides tokens of a text.</summary>
    /// <param name="ids">With a word among them at least.</param>
    /// <param name="generator">What draws which.</param>
    /// <returns>What the model reads, and what it is to say: the true id where a token was chosen, <see cref="Batch.Ignored"/> everywhere else.</returns>
    public (int[] Input, int[] Labels) Hide(IReadOnlyList<int> ids, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(generator);
        int[] places = [.. Enumerable.Range(0, ids.Count).Where(t => _isWord.Contains(ids[t]))];
        if (places.Length == 0)
        {
            throw new ArgumentException("ids: expected at least one token that may be hidden");
        }
        int[] input = [.. ids];
        int[] labels = [.. Enumerable.Repeat((int)Batch.Ignored, ids.Count)];
        var count = Math.Max(1, (int)Math.Round(Share * places.Length));
        using var kinds = rand(count, ScalarType.Float64, generator: generator);
        foreach (var (place, kind) in Seeds.Permutation(places.Length, generator).Take(count).Select(i => places[i]).Zip(kinds.data<double>().ToArray()))
        {
            labels[place] = ids[place];
            input[place] = kind < MaskShare ? MaskId : kind < MaskShare + RandomShare ? _words[Seeds.Numbers(1, _words.Length, generator)[0]] : ids[place];
        }
        return (input, labels);
    }

    private static ArgumentOutOfRangeException Refused(string name, string expected, double value) => new(name, FormattableString.Invariant($"{name}: expected {expected}, got {value}"));
}
