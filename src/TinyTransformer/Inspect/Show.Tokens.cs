using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

public static partial class Show
{
    /// <summary>A text as its tokens, coloured, with their ids: <c>Show.Tokens(tokenizer.Tokenize("the cat"))</c>.</summary>
    /// <param name="tokens">In the order of the text.</param>
    /// <param name="title">The heading.</param>
    /// <param name="weights">A number for each token, 0 to 1, that its colour stands for; null: colours only keep neighbours apart.</param>
    public static TokenStrip Tokens(IReadOnlyList<Token> tokens, string? title = null, Numbers? weights = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return new([.. tokens.Select(token => token.Text)]) { Title = title, Ids = [.. tokens.Select(token => (long)token.Id)], Weights = weights };
    }

    /// <summary>The likeliest next tokens, the largest first, and the rest in one bar.</summary>
    /// <param name="logits">(V,), Float32 or Float64, of one position: as in <c>model.forward(ids)[0, ^1]</c>.</param>
    /// <param name="tokenizer">Whose vocabulary it is.</param>
    /// <param name="title">The heading.</param>
    /// <param name="bars">How many tokens get a bar of their own, 1 to 64.</param>
    /// <param name="kept">How many from the top a step keeps: a line is drawn there, and the tail's mass is told; null: no line.</param>
    /// <exception cref="ArgumentException">Not one number for each token of the vocabulary.</exception>
    public static Bars Next(Tensor logits, Tokenizer tokenizer, string? title = null, int bars = 12, int? kept = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(tokenizer);
        if (logits.ndim != 1 || logits.shape[0] != tokenizer.VocabularySize)
        {
            throw new ArgumentException($"logits: expected ({tokenizer.VocabularySize},), one for each token, got {ShapeTable.Format(logits.shape)}; choose one position, as in logits[0, ^1]");
        }
        var probabilities = logits.detach().to(ScalarType.Float64).softmax(0).data<double>().ToArray();
        return new([.. Enumerable.Range(0, tokenizer.VocabularySize).Select(tokenizer.TokenText)], probabilities) { Title = title, MaxBars = bars, Kept = kept };
    }

    /// <summary>A beam search as the tree of what it tried: a level for each step, the given-up branches dashed.</summary>
    /// <param name="result">What the search left.</param>
    /// <param name="tokenizer">Whose tokens it chose.</param>
    /// <param name="title">The heading.</param>
    /// <param name="steps">How many levels are drawn; null: all.</param>
    public static DecodingTree Beams(BeamResult result, Tokenizer tokenizer, string? title = null, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(tokenizer);
        var children = result.Steps.Take(steps ?? int.MaxValue).SelectMany(step => step.Candidates).ToLookup(candidate => candidate.Parent);
        return new(Node(result.Root)) { Title = title, ValueTitle = "score" };

        DecodingNode Node(BeamHypothesis hypothesis) => new(hypothesis.Token is { } id ? tokenizer.TokenText(id) : "start", hypothesis.Token is null ? double.NaN : hypothesis.Score)
        {
            IsKept = hypothesis.Token is null || hypothesis.IsKept,
            Children = [.. children[hypothesis].Select(Node)],
        };
    }
}
