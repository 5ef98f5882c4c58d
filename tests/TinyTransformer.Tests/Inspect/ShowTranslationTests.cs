using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class ShowTranslationTests
{
    private static readonly string[] s_source = ["the", "cat"];

    [Fact]
    public void Alignment_LabelsARow_ByWhatItWrites()
    {
        var text = Show.Alignment(tensor(new float[,] { { .9f, .1f }, { 0, 1 } }), ["<bos>", "le", "chat"], s_source).ToText();
        Assert.Equal([@"writes \ looks at   the   cat", "le                 0.90  0.10", "chat               0.00  1.00"], text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Alignment_WithoutTheStartToken_SaysWhatIsMissing()
    {
        var error = Assert.Throws<ArgumentException>(() => Show.Alignment(zeros(2, 2), ["le", "chat"], s_source));
        Assert.Equal("target: expected 3 tokens, the start token and one for each of 2 rows, got 2", error.Message);
    }

    [Fact]
    public void Alignment_OfAllHeads_SaysToChooseOne() =>
        Assert.StartsWith("pattern: expected (T, S), got (4, 2, 2)", Assert.Throws<ArgumentException>(() => Show.Alignment(zeros(4, 2, 2), ["<bos>", "le", "chat"], s_source)).Message);
}
