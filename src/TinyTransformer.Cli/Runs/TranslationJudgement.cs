namespace TinyTransformer.Cli.Runs;

/// <summary>
/// What a model makes of test pairs, decoded from the start token that training used: how many come out exactly; and for text BLEU by beam search, beside that of greedy decoding and that of the model before its
/// first update, and the shares by tag.
/// </summary>
/// <param name="tags">For text, the tags of each pair, or an empty list; null where the pairs are no text.</param>
/// <param name="untrained">The model before its first update.</param>
internal sealed class TranslationJudgement(PairEncoder encoder, IReadOnlyList<SentencePair> test, IReadOnlyList<string>? tags, Func<EncoderDecoder> untrained) : Judgement
{
    private const int BeamWidth = 4;

    private const double Alpha = 0.6;

    /// <summary>What is judged by.</summary>
    public IReadOnlyList<SentencePair> Test => test;

    private List<string> References => [.. test.Select(pair => pair.Target)];

    public override string Of(SavedModel model, Evaluation validation, CancellationToken cancel)
    {
        if (test.Count == 0)
        {
            return "no test data";
        }
        if (tags is null)
        {
            return $"test: {Exact(Written(model.Translator, beamWidth: 1, cancel))}, by greedy decoding";
        }
        var written = Written(model.Translator, BeamWidth, cancel);
        var (greedy, before) = (Written(model.Translator, beamWidth: 1, cancel), Written(Untrained(), beamWidth: 1, cancel));
        return $"test: {Bleu(written)}; {Exact(written)}; by beam search of width {BeamWidth}\ngreedy: {Bleu(greedy)}; {Exact(greedy)}\n"
            + $"untrained: {Bleu(before)}; {Exact(before)}; greedy{(tags.Count > 0 ? $"\n{ExactMatch.Of(written, References, tags)}" : "")}";
    }

    /// <summary>The targets that a model writes, one by one.</summary>
    public static IEnumerable<string> Translate(EncoderDecoder model, PairEncoder encoder, IEnumerable<string> sources, int beamWidth, double alpha, CancellationToken cancel)
    {
        var search = new BeamSearch { Width = beamWidth, Alpha = alpha, EndId = encoder.EndId };
        return sources.Select(source => encoder.Decode(search.Run(model, encoder.EncodeSource(source), encoder.BeginId, cancel).Best.Ids));
    }

    private List<string> Written(EncoderDecoder model, int beamWidth, CancellationToken cancel) => [.. Translate(model, encoder, test.Select(pair => pair.Source), beamWidth, Alpha, cancel)];

    private EncoderDecoder Untrained()
    {
        var model = untrained();
        model.eval();
        return model;
    }

    private BleuScore Bleu(List<string> written) => new Bleu().Corpus(written, References);

    private string Exact(List<string> written)
    {
        var exact = written.Zip(References).Count(pair => pair.First == pair.Second);
        return $"{exact} of {test.Count} exactly right ({100.0 * exact / test.Count:F1} %)";
    }
}
