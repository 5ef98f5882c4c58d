// The verb "generate": a GPT writes on, and each piece is shown as soon as it is there.
namespace TinyTransformer.Cli.Commands;

internal static class GenerateCommand
{
    /// <param name="prompt">How the text begins; "-": as standard input says; null: with the begin token alone.</param>
    /// <param name="ids">The prompt as token ids; null: it is a text.</param>
    /// <returns>An exit code.</returns>
    public static int Run(string folder, string? prompt, IReadOnlyList<int>? ids, GenerateOptions options, CancellationToken cancel)
    {
        var saved = Models.Load(folder);
        var model = saved.Model as DecoderOnly ?? throw new UserError($"{folder}: {Models.Use(saved)}");
        try
        {
            var given = Prompt(saved, prompt, ids);
            var end = saved.Tokenizer.Specials.TryGetValue(SpecialToken.End, out var id) ? id : (int?)null;
            var tokens = model.Generate(given, new() { Sampler = options.Sampler(), Seed = options.Seed, MaxTokens = options.MaxTokens, EndId = end, Tokenizer = saved.Tokenizer }, cancel);
            Console.Write(saved.Tokenizer.Decode(given, specials: false));
            foreach (var token in tokens)
            {
                Console.Write(token.Text);
            }
            Console.WriteLine();
        }
        catch (ArgumentException error)
        {
            throw Arguments.Refused(error);
        }
        return ExitCode.Success;
    }

    private static int[] Prompt(SavedModel saved, string? prompt, IReadOnlyList<int>? ids)
    {
        if (prompt is not null && ids is not null)
        {
            throw new UserError("PROMPT and --ids: choose one");
        }
        var text = prompt == "-" ? string.Join('\n', StandardInput.Lines()) : prompt;
        if (text is not null && string.IsNullOrWhiteSpace(text))
        {
            throw new UserError("PROMPT: expected at least one word; leave it out and the model begins");
        }
        return ids is not null ? [.. ids] : [saved.Tokenizer.IdOf(SpecialToken.Begin), .. saved.Tokenizer.Encode(text ?? "")];
    }
}
