namespace TinyTransformer.Cli.Runs;

/// <summary>How many test pairs come out exactly, decoded from the start token that training used.</summary>
internal sealed class TranslationJudgement(PairEncoder encoder, IReadOnlyList<SentencePair> test, int beamWidth) : Judgement
{
    public override string Of(SavedModel model, Evaluation validation, CancellationToken cancel)
    {
        if (test.Count == 0)
        {
            return "no test data";
        }
        var translations = Translate(model.Translator, encoder, test.Select(pair => pair.Source), beamWidth, 0.6, cancel).ToList();
        var exact = translations.Zip(test).Count(pair => pair.First == Normal(pair.Second.Target));
        return $"test: {exact} of {test.Count} exactly right ({100.0 * exact / test.Count:F1} %), by {(beamWidth == 1 ? "greedy decoding" : $"beam search of width {beamWidth}")}";

        string Normal(string text) => encoder.Decode(encoder.Target.Encode(text));
    }

    /// <summary>The targets that a model writes, one by one.</summary>
    public static IEnumerable<string> Translate(EncoderDecoder model, PairEncoder encoder, IEnumerable<string> sources, int beamWidth, double alpha, CancellationToken cancel)
    {
        var search = new BeamSearch { Width = beamWidth, Alpha = alpha, EndId = encoder.EndId };
        return sources.Select(source => encoder.Decode(search.Run(model, encoder.EncodeSource(source), encoder.BeginId, cancel).Best.Ids));
    }
}
