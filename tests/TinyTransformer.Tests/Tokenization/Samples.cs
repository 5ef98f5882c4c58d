// Texts and tokenizers that several tests share, and a generator of texts that are hard on tokenizers.

using FsCheck;
using FsCheck.Fluent;

namespace TinyTransformer.Tests;

internal static class Samples
{
    public static string[] Prose { get; } =
    [
        "The cat sat on the mat. The mat was flat, and the cat was fat.",
        "  Two spaces, a tab\tand a break:\r\nit's 1234 o'clock, isn't it?\n\n",
        "naïve nai\u0308ve — 日本語のテキスト, мама мыла раму, ½ ²",
        "\U0001F469\u200D\U0001F4BB \U0001F44D\U0001F3FD \U00020000 \U0001D407",
    ];

    public static CharacterTokenizer Characters { get; } = CharacterTokenizer.Train(Prose, SpecialToken.Pad, SpecialToken.Unknown);

    public static WordTokenizer Words { get; } = WordTokenizer.Train(Prose);

    public static BytePairTokenizer BytePairs { get; } = BytePairTokenizer.Train(Prose, 300, SpecialToken.EndOfText);

    public static UnigramTokenizer Unigrams { get; } = UnigramTokenizer.Train(Prose, 350, SpecialToken.Pad, SpecialToken.EndOfText);

    public static TheoryData<string> All => ["character", "word", "byte-pair", "unigram"];

    /// <summary>Those that give any well-formed text back.</summary>
    public static TheoryData<string> Lossless => ["all characters", "byte-pair", "unigram"];

    public static Tokenizer Of(string kind) => kind switch
    {
        "character" => Characters,
        "all characters" => CharacterTokenizer.Train([.. Bits]),
        "word" => Words,
        "byte-pair" => BytePairs,
        "unigram" => Unigrams,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static Arbitrary<string> Texts { get; } = Gen.Elements(Bits).ArrayOf().Select(string.Concat).ToArbitrary();

    public static Arbitrary<string> WellFormedTexts { get; } = Gen.Elements(Bits.Where(bit => bit.Length > 1 || !char.IsSurrogate(bit[0]))).ArrayOf().Select(string.Concat).ToArbitrary();

    private static string[] Bits =>
    [
        "a", "b", "the", " the", "cat", "Cat", " ", " ", "  ", "\n", "\r\n", "\t", "'", "'s", "'ll", "1", "42", ".", ",", "<|endoftext|>", "<unk>", "é", "e\u0301", "\u0301", "\u200D", "\u00A0", "\u0085", "\u001C", "\0",
        "中", "日本", "ß", "א", "\uFEFF", "\uFFFF", "\uFFFD", "½", "\U0001F600", "\U0001F469\u200D\U0001F4BB", "\U00020000", "\U0001D407", "\uD83D", "\uDE00",
    ];

    public static Config Runs(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(461379, 20261121).WithQuietOnSuccess(true);
}
