// Figures of tokens, of the next token, and of a beam search.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShowTokensTests
{
    private static readonly CharacterTokenizer s_tokenizer = CharacterTokenizer.Train(["ab"]);

    [Fact]
    public void Tokens_OfAText_HaveTheirIds()
    {
        var text = Show.Tokens(s_tokenizer.Tokenize("ba"), "letters").ToText();
        Assert.Matches($@"letters\n(.*\n)*.*b.*\b{s_tokenizer.IdOf("b")}\b", text);
    }

    [Fact]
    public void Next_OfLogits_SumsUpTheRest()
    {
        var logits = zeros(s_tokenizer.VocabularySize);
        logits[s_tokenizer.IdOf("a")] = MathF.Log(s_tokenizer.VocabularySize - 1);
        var text = Show.Next(logits, s_tokenizer, bars: 1).ToText();
        Assert.Equal(2, text.Split('\n').Count(line => line.Contains("0.500", StringComparison.Ordinal)));
        Assert.StartsWith("a", text.Split('\n').First(line => line.Contains("0.500", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Next_OfAllPositions_SaysToChooseOne() =>
        Assert.Contains("choose one position", Assert.Throws<ArgumentException>(() => Show.Next(zeros(1, 2, 3), s_tokenizer)).Message);

    [Fact]
    public void Beams_OfASearch_AreTheTreeThatItGrew()
    {
        var tokenizer = CharacterTokenizer.Train(["abcdefg"]);
        var model = Fixed.Model(Tiny.Gpt with { VocabularySize = tokenizer.VocabularySize }, seed: 24);
        var result = new BeamSearch { Width = 2, EndId = 0, MaxTokens = 3 }.Run(model, [5]);
        var all = Show.Beams(result, tokenizer).ToText();
        var first = Show.Beams(result, tokenizer, steps: 1).ToText();
        Assert.Equal(1 + result.Steps.Sum(step => step.Candidates.Count), Lines(all));
        Assert.Equal(1 + result.Steps[0].Candidates.Count, Lines(first));
        Assert.StartsWith("start", all, StringComparison.Ordinal);

        static int Lines(string tree) => tree.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }
}
