namespace TinyTransformer.Cli.Runs;

/// <summary>What a model makes of test pairs, decoded from the start token that training used: how many come out exactly, and for text BLEU and the shares by tag.</summary>
/// <param name="tags">For text, the tags of each pair, or an empty list; null where the pairs are no text.</param>
internal sealed class TranslationJudgement(PairEncoder encoder, IReadOnlyList<SentencePair> test, IReadOnlyList<string>? tags) : Judgement
{
    private const int BeamWidth = 4;

    public override string Of(SavedModel model, Evaluation validation, CancellationToken cancel)
    {
        if (test.Count == 0)
        {
            return "no test data";
        }
        List<string> references = [.. test.Select(pair => pair.Target)], written = [.. Translate(model.Translator, encoder, test.Select(pair => pair.Source), tags is null ? 1 : BeamWidth, 0.6, cancel)];
        var exact = written.Zip(references).Count(pair => pair.First == pair.Second);
        var right = $"{exact} of {test.Count} exactly right ({100.0 * exact / test.Count:F1} %)";
        return tags is null
            ? $"test: {right}, by greedy decoding"
            : $"test: {new Bleu().Corpus(written, references)}; {right}; by beam search of width {BeamWidth}{(tags.Count > 0 ? $"\n{ExactMatch.Of(written, references, tags)}" : "")}";
    }

    /// <summary>The targets that a model writes, one by one.</summary>
    public static IEnumerable<string> Translate(EncoderDecoder model, PairEncoder encoder, IEnumerable<string> sources, int beamWidth, double alpha, CancellationToken cancel)
    {
        var search = new BeamSearch { Width = beamWidth, Alpha = alpha, EndId = encoder.EndId };
        return sources.Select(source => encoder.Decode(search.Run(model, encoder.EncodeSource(source), encoder.BeginId, cancel).Best.Ids));
    }
}
