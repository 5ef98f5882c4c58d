// Tasks whose data is drawn, never read: the smallest that an encoder-decoder can be trained on in seconds, and judged on without a doubt.

namespace TinyTransformer;

/// <summary>Makes pairs of texts, tokens apart by blanks: "3 1 4" and "3 1 4", "4 1 3", "1 3 4"; "2 7 + 5" and "3 2".</summary>
/// <remarks>As texts, so that the tokenizers, the files and the command line treat them like any translation. Lengths, symbols and digits are drawn uniformly.</remarks>
public sealed class SyntheticTask
{
    private const string Symbols = "0123456789abcdefghijklmnopqrstuvwxyz";

    private const int DrawsForOne = 1000;           // in vain; then a task counts as too small for what is asked

    private readonly Func<TorchSharp.torch.Generator, SentencePair> _draw;

    private SyntheticTask(string name, IReadOnlyList<string> words, int longestSource, int longestTarget, Func<TorchSharp.torch.Generator, SentencePair> draw)
    {
        (Name, Words, LongestSource, LongestTarget, _draw) = (name, words, longestSource, longestTarget, draw);
    }

    /// <summary>copy, reverse, sort or addition.</summary>
    public string Name { get; }

    /// <summary>All words that occur: what a tokenizer is trained on.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Words of the longest source.</summary>
    public int LongestSource { get; }

    /// <summary>Words of the longest target.</summary>
    public int LongestTarget { get; }

    /// <summary>The target is the source.</summary>
    /// <param name="symbols">Different words, 1 to 36: the digits, then letters.</param>
    /// <param name="maxLength">Words of the longest, 1 or more.</param>
    public static SyntheticTask Copy(int symbols = 10, int maxLength = 10) => Rearranged("copy", symbols, maxLength, words => words);

    /// <summary>The target is the source from its end.</summary>
    /// <inheritdoc cref="Copy"/>
    public static SyntheticTask Reverse(int symbols = 10, int maxLength = 10) => Rearranged("reverse", symbols, maxLength, words => words.Reverse());

    /// <summary>The target is the source in order, 0 to 9 before a to z.</summary>
    /// <inheritdoc cref="Copy"/>
    public static SyntheticTask Sort(int symbols = 10, int maxLength = 10) => Rearranged("sort", symbols, maxLength, words => words.Order());

    /// <summary>The target is the sum of two numbers, written digit by digit.</summary>
    /// <param name="digits">The most digits of a summand, 1 to 9; no number begins with a 0 but 0.</param>
    public static SyntheticTask Addition(int digits = 3)
    {
        RequireBetween(1, digits, 9, nameof(digits));
        return new("addition", [.. Symbols[..10].Select(c => $"{c}"), "+"], 2 * digits + 1, digits + 1, generator =>
        {
            var (left, right) = (Number(), Number());
            return new($"{Spaced(left)} + {Spaced(right)}", Spaced(left + right));

            long Number()
            {
                var below = (int)Math.Pow(10, 1 + Seeds.Numbers(1, digits, generator)[0]);
                return Seeds.Numbers(1, below, generator)[0];
            }
        });

        static string Spaced(long number) => string.Join(' ', $"{number}".AsEnumerable());
    }

    /// <summary>The task of that name, with its default sizes.</summary>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public static SyntheticTask Named(string name) => name switch
    {
        "copy" => Copy(),
        "reverse" => Reverse(),
        "sort" => Sort(),
        "addition" => Addition(),
        _ => throw new ArgumentException($"name: expected copy, reverse, sort or addition, got \"{name}\""),
    };

    /// <summary>Draws samples: the same ones for the same seed.</summary>
    /// <param name="count">0 or more.</param>
    public IReadOnlyList<SentencePair> Draw(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using var generator = Seeds.Generator(seed);
        return [.. Enumerable.Range(0, count).Select(_ => _draw(generator))];
    }

    /// <summary>Draws samples of which no two are alike, so that short ones do not make up much of a measurement.</summary>
    /// <param name="count">0 or more.</param>
    /// <exception cref="ArgumentException">There are not as many, or nearly so.</exception>
    public IReadOnlyList<SentencePair> DrawDistinct(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        using var generator = Seeds.Generator(seed);
        var (pairs, known) = (new List<SentencePair>(), new HashSet<SentencePair>());
        for (long draw = 0; pairs.Count < count; draw++)
        {
            if (draw == (long)DrawsForOne * count)
            {
                throw new ArgumentException($"count: {Name} has too few different pairs for {count}: {draw:N0} draws gave {pairs.Count}");
            }
            var pair = _draw(generator);
            if (known.Add(pair))
            {
                pairs.Add(pair);
            }
        }
        return pairs;
    }

    /// <summary>
    /// This task with the pairs of one part alone, for training, validation and a test that never meet, whatever their seeds. A number made of a source's text says to which part it belongs, so the rule is the same
    /// for all lengths: of the ten sources of one symbol, too, about eight are trained on, and the others never.
    /// </summary>
    /// <exception cref="ArgumentException">Thrown by a draw: the task is so small that the part is empty.</exception>
    public SyntheticTask Part(TaskPart part) => new(Name, Words, LongestSource, LongestTarget, generator =>
    {
        for (var draw = 0; draw < DrawsForOne; draw++)
        {
            var pair = _draw(generator);
            if (PartOf(pair.Source) == part)
            {
                return pair;
            }
        }
        throw new ArgumentException($"part: {Name} has too few pairs to be split: of {DrawsForOne:N0} draws none belongs to the part {part}");
    });

    private static TaskPart PartOf(string source) => (Seeds.Of(0, [.. source.Select(c => (long)c)]) % 10) switch
    {
        0 => TaskPart.Test,
        1 => TaskPart.Validation,
        _ => TaskPart.Train,
    };

    private static SyntheticTask Rearranged(string name, int symbols, int maxLength, Func<IEnumerable<int>, IEnumerable<int>> rearrange)
    {
        RequireBetween(1, symbols, Symbols.Length, nameof(symbols));
        RequireBetween(1, maxLength, 1000, nameof(maxLength));
        return new(name, [.. Symbols[..symbols].Select(c => $"{c}")], maxLength, maxLength, generator =>
        {
            var words = Seeds.Numbers(1 + Seeds.Numbers(1, maxLength, generator)[0], symbols, generator);
            return new(Text(words), Text(rearrange(words)));
        });

        static string Text(IEnumerable<int> words) => string.Join(' ', words.Select(i => Symbols[i]));
    }

    private static void RequireBetween(int least, int value, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name}: expected {least} to {most}, got {value}");
        }
    }
}
