// The verb "translate": a target for each source.
using TinyTransformer.Cli.Runs;

namespace TinyTransformer.Cli.Commands;

internal static class TranslateCommand
{
    private const int LongestQuote = 40;

    /// <param name="texts">Sentences; none: the lines of standard input, where an empty line gives an empty line, so that the two sides stay parallel.</param>
    /// <returns>An exit code.</returns>
    public static int Run(string folder, IReadOnlyList<string> texts, int beamWidth, double alpha, CancellationToken cancel)
    {
        var saved = Models.Load(folder);
        var model = saved.Model as EncoderDecoder ?? throw new UserError($"{folder}: {Models.Use(saved)}");
        var encoder = new PairEncoder(saved.Source, saved.Tokenizer);
        try
        {
            foreach (var (place, text) in texts.Count > 0 ? texts.Select(text => ("TEXT", text)) : Lines())
            {
                if (place != "TEXT" && string.IsNullOrWhiteSpace(text))
                {
                    Console.WriteLine();
                    continue;
                }
                RequireText(place, text, encoder.EncodeSource(text).Length, model.Config.MaxPositions);
                TellUnknown(place, text, saved.Source);
                Console.WriteLine(TranslationJudgement.Translate(model, encoder, [text], beamWidth, alpha, cancel).Single());
            }
        }
        catch (ArgumentException error)
        {
            throw Arguments.Refused(error);
        }
        return ExitCode.Success;
    }

    private static void RequireText(string place, string text, int tokens, long positions)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UserError($"{place}: expected at least one word");
        }
        if (tokens > positions)
        {
            throw new UserError($"{place}: \"{(text.Length > LongestQuote ? text[..LongestQuote] + "…" : text)}\" has {tokens} tokens, and the model reads at most {positions}");
        }
    }

    // The model sees <unk> for each of them and translates something else, which would else look like its own mistake.
    private static void TellUnknown(string place, string text, Tokenizer source)
    {
        var unknown = source.Specials.TryGetValue(SpecialToken.Unknown, out var id) ? source.Tokenize(text).Where(token => token.Id == id).Select(token => text.Substring(token.Start, token.Length)).Distinct().ToList() : [];
        if (unknown.Count > 0)
        {
            Console.Error.WriteLine($"{place}: the model does not know {string.Join(", ", unknown.Select(word => $"\"{word}\""))}");
        }
    }

    private static IEnumerable<(string Place, string Text)> Lines()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Error.WriteLine("A sentence a line; an end of file (Ctrl+D, on Windows Ctrl+Z and Enter) ends it.");
        }
        return StandardInput.Lines().Select((line, i) => ($"standard input, line {i + 1}", line));
    }
}
