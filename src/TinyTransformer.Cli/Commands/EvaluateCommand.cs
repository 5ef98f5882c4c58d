// The verb "evaluate": a trained model on the held-out data of its config.
using System.Text.Json.Nodes;
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
        RequireModelOf(setup, saved, folder, configPath);
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

    // Sizes of vocabularies and the padding follow from the tokenizers, and initial values are gone after training.
    private static void RequireModelOf(RunSetup setup, SavedModel saved, string folder, string configPath)
    {
        var difference = saved.Model.GetType() != setup.Model.Model.GetType()
            ? $"model is a {saved.Model.GetType().Name} there and a {setup.Model.Model.GetType().Name} here"
            : Difference("model", ConfigJson.Node(saved.Config), ConfigJson.Node(setup.Model.Config), "initialValues")
                ?? Difference("tokenizer", Description(saved.Tokenizer), Description(setup.Model.Tokenizer))
                ?? Difference("source tokenizer", Description(saved.Source), Description(setup.Model.Source));
        if (difference is not null)
        {
            throw new UserError($"{folder}: the model is of another config or of other data than {configPath}: {difference}");
        }
    }

    private static string? Difference(string what, JsonNode there, JsonNode here, params string[] except) => JsonDifference.Of(there, here, except) is { } difference ? $"{what}.{difference}" : null;

    // All that a tokenizer is stands in its file.
    private static JsonNode Description(Tokenizer tokenizer)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "tokenizer.json");
            tokenizer.Save(path);
            return JsonNode.Parse(File.ReadAllBytes(path))!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
