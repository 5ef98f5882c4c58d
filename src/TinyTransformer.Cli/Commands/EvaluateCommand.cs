// The verb "evaluate": a trained model on the held-out data of its config.
using TinyTransformer.Cli.Runs;

namespace TinyTransformer.Cli.Commands;

internal static class EvaluateCommand
{
    /// <returns>An exit code.</returns>
    public static int Run(string configPath, string? modelPath, CancellationToken cancel)
    {
        var config = ConfigReader.Read(configPath);
        var folder = modelPath ?? RunFolder.PathOf(config, configPath);
        var saved = Models.Load(folder);
        var setup = RunSetup.Of(config, configPath);
        if (saved.Config != setup.Model.Config with { InitialValues = saved.Config.InitialValues })
        {
            throw new UserError($"{folder}: the model is of another config than {configPath}: {Difference(saved.Config, setup.Model.Config)}");
        }
        if (!AreSame(saved.Tokenizer, setup.Model.Tokenizer) || !AreSame(saved.Source, setup.Model.Source))
        {
            throw new UserError($"{folder}: the model's tokens are not those of the data of {configPath}");
        }
        Judge(setup with { Model = saved }, Console.WriteLine, cancel);
        return ExitCode.Success;
    }

    /// <summary>Measures and tells.</summary>
    public static void Judge(RunSetup setup, Action<string> tell, CancellationToken cancel)
    {
        var validation = Evaluation.Of(setup.Model.Model, setup.Forward, setup.Validation);
        tell($"validation: loss {validation.Loss:F4}, perplexity {validation.Perplexity:F3}, over {validation.Tokens:N0} tokens");
        tell(setup.Judgement.Of(setup.Model, validation, cancel));
    }

    private static bool AreSame(Tokenizer one, Tokenizer other) => Enumerable.Range(0, one.VocabularySize).All(id => one.TokenText(id) == other.TokenText(id));

    private static string Difference(TransformerConfig there, TransformerConfig here) => typeof(TransformerConfig).GetProperties()
        .Where(property => property.SetMethod is not null && property.Name != nameof(TransformerConfig.InitialValues) && !Equals(property.GetValue(there), property.GetValue(here)))
        .Select(property => FormattableString.Invariant($"{property.Name} is {property.GetValue(there) ?? "not set"} there and {property.GetValue(here) ?? "not set"} here"))
        .First();
}
