// The verb "translate": a target for each source.
using TinyTransformer.Cli.Runs;

namespace TinyTransformer.Cli.Commands;

internal static class TranslateCommand
{
    /// <param name="texts">Sentences; none: the lines of standard input.</param>
    /// <returns>An exit code.</returns>
    public static int Run(string folder, IReadOnlyList<string> texts, int beamWidth, double alpha, CancellationToken cancel)
    {
        var saved = Models.Load(folder);
        var model = saved.Model as EncoderDecoder ?? throw new UserError($"{folder}: this model has no source, it writes on; use generate");
        var encoder = new PairEncoder(saved.Source, saved.Tokenizer);
        try
        {
            foreach (var text in texts.Count > 0 ? texts : Lines())
            {
                RequireText(text, encoder.EncodeSource(text).Length, model.Config.MaxPositions);
                Console.WriteLine(TranslationJudgement.Translate(model, encoder, [text], beamWidth, alpha, cancel).Single());
            }
        }
        catch (ArgumentException error)
        {
            throw new UserError(error.Message, error);
        }
        return ExitCode.Success;
    }

    private static void RequireText(string text, int tokens, long positions)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UserError("TEXT: expected at least one word");
        }
        if (tokens > positions)
        {
            throw new UserError($"TEXT: \"{(text.Length > 40 ? text[..40] + "…" : text)}\" has {tokens} tokens, and the model reads at most {positions}");
        }
    }

    private static IEnumerable<string> Lines()
    {
        while (Console.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
