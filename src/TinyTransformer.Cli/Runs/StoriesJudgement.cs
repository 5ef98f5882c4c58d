namespace TinyTransformer.Cli.Runs;

/// <summary>The perplexity beside that of an n-gram model of the same tokens and the same split.</summary>
internal sealed class StoriesJudgement(IReadOnlyList<int[]> train, IReadOnlyList<int[]> validation, int order, int vocabularySize, double tokensPerCharacter) : Judgement
{
    public override string Of(SavedModel model, Evaluation measured, CancellationToken cancel)
    {
        var counted = NGramModel.Train(train, order, vocabularySize).Evaluate(validation);
        return $"validation: perplexity {measured.Perplexity:F3} ({Bits(measured):F3} bits a character); an interpolated Kneser–Ney {order}-gram model of the same tokens and split: {counted.Perplexity:F3} ({Bits(counted):F3})";
    }

    private double Bits(Evaluation evaluation) => evaluation.Loss / Math.Log(2) * tokensPerCharacter;
}
