// The command line: verbs, options, help. What a verb does stands with the verb.
using System.CommandLine;
using TinyTransformer.Cli.Commands;

namespace TinyTransformer.Cli;

internal static class CommandLine
{
    private const string About = """
        Trains the course's models from config files, and uses them.

        Examples (tt stands for: dotnet run -c Release --project src/TinyTransformer.Cli --):
          tt train data/checkpoints/configs/copy.json        train a model that copies digits, in seconds
          tt train data/checkpoints/configs/en-fr.json --resume
                                                             go on where Ctrl+C stopped
          tt evaluate data/checkpoints/configs/copy.json     measure what was trained
          tt translate data/checkpoints/en-fr "the cat sleeps ."
          tt generate data/checkpoints/fables "The fox" --temperature 0.8 --top-p 0.95
          tt info data/checkpoints/en-fr                     what a model or a config is made of

        A config says where its model goes ("output"). There lie model.json, model.safetensors and the tokenizers, which
        translate, generate and the notebooks load; train.log; and in training/ what --resume needs.
        Editors know the keys of a config by its "$schema": configs/train.schema.json.

        Exit codes:
          0    all well
          1    training failed: the loss is no number any more
          2    bad input: a config, a file or an option; nothing was overwritten
          130  interrupted with Ctrl+C; the state after the last update is saved
        """;

    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return await Refuse(string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct()) + " (--help tells more)").ConfigureAwait(false);
        }
        try
        {
            // An update and a checkpoint take longer than the two seconds that are usual.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(5) }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception error) when (error is UserError or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return await Refuse(error.Message).ConfigureAwait(false);
        }
        catch (TrainingFailure error)
        {
            await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            return ExitCode.Failure;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync($"a fault of the program itself: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}").ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }

    private static RootCommand Create() => new(About) { TrainVerb(), EvaluateVerb(), TranslateVerb(), GenerateVerb(), InfoVerb(), SchemaVerb() };

    private static Command TrainVerb()
    {
        var config = Config();
        var output = new Option<string?>("--output") { Description = "The folder of the model, in place of the config's", HelpName = "FOLDER" };
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint: the losses are those of a run without an interruption" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the model that the folder holds" };
        var verb = new Command("train", "Train the model of a config; Ctrl+C saves and stops") { config, output, resume, overwrite };
        verb.SetAction((parsed, cancel) => Task.Run(() => TrainCommand.Run(parsed.GetValue(config)!, parsed.GetValue(output), parsed.GetValue(resume), parsed.GetValue(overwrite), cancel), CancellationToken.None));
        return verb;
    }

    private static Command EvaluateVerb()
    {
        var config = Config();
        var model = new Option<string?>("--model") { Description = "The folder of the model, in place of the config's", HelpName = "FOLDER" };
        var verb = new Command("evaluate", "Measure a trained model on the held-out data of its config") { config, model };
        verb.SetAction((parsed, cancel) => Task.Run(() => EvaluateCommand.Run(parsed.GetValue(config)!, parsed.GetValue(model), cancel), CancellationToken.None));
        return verb;
    }

    private static Command TranslateVerb()
    {
        var model = Model();
        var texts = new Argument<string[]>("TEXT") { Arity = ArgumentArity.ZeroOrMore, Description = "Sentences; without any, the lines of standard input" };
        var beam = new Option<int>("--beam") { Description = "Hypotheses side by side; 1 is greedy", HelpName = "WIDTH", DefaultValueFactory = _ => 4 };
        var alpha = new Option<double>("--alpha") { Description = "How much long translations are favoured, 0 or more", DefaultValueFactory = _ => 0.6 };
        var verb = new Command("translate", "Write the target of each source: a translation, a sum") { model, texts, beam, alpha };
        verb.SetAction((parsed, cancel) => Task.Run(() => TranslateCommand.Run(parsed.GetValue(model)!, parsed.GetValue(texts)!, parsed.GetValue(beam), parsed.GetValue(alpha), cancel), CancellationToken.None));
        return verb;
    }

    private static Command GenerateVerb()
    {
        var model = Model();
        var prompt = new Argument<string?>("PROMPT") { Arity = ArgumentArity.ZeroOrOne, Description = "How the text begins; without it, the model begins" };
        var ids = new Option<int[]?>("--ids") { Description = "The prompt as token ids, in place of PROMPT", AllowMultipleArgumentsPerToken = true, HelpName = "ID …" };
        var temperature = new Option<double>("--temperature") { Description = "Above 0; below 1 bolder, above 1 wilder", DefaultValueFactory = _ => 1 };
        var topK = new Option<int?>("--top-k") { Description = "Draw from the K likeliest tokens, 1 or more; 1 is greedy", HelpName = "K" };
        var topP = new Option<double?>("--top-p") { Description = "Draw from the fewest tokens that have this probability together, 0 < p ≤ 1", HelpName = "P" };
        var maxTokens = new Option<int?>("--max-tokens") { Description = "The most tokens; without it, as many as the model's positions hold", HelpName = "N" };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same text", DefaultValueFactory = _ => 1 };
        var verb = new Command("generate", "Let a GPT write on") { model, prompt, ids, temperature, topK, topP, maxTokens, seed };
        verb.SetAction((parsed, cancel) => Task.Run(() => GenerateCommand.Run(parsed.GetValue(model)!, parsed.GetValue(prompt), parsed.GetValue(ids) is { Length: > 0 } given ? given : null,
            new(parsed.GetValue(temperature), parsed.GetValue(topK), parsed.GetValue(topP), parsed.GetValue(maxTokens), parsed.GetValue(seed)), cancel), CancellationToken.None));
        return verb;
    }

    private static Command InfoVerb()
    {
        var path = new Argument<string>("PATH") { Description = "A model's folder, or a config" };
        var verb = new Command("info", "Say what a model or a config is made of: shape, parameters, tokens") { path };
        verb.SetAction(parsed => InfoCommand.Run(parsed.GetValue(path)!));
        return verb;
    }

    private static Command SchemaVerb()
    {
        var verb = new Command("schema", "Print the JSON schema of configs, which lies in data/checkpoints/configs/train.schema.json");
        verb.SetAction(_ =>
        {
            Console.Out.Write(ConfigSchema.Write());
            return ExitCode.Success;
        });
        return verb;
    }

    private static Argument<string> Config() => new("CONFIG") { Description = "A config file (JSON); see data/checkpoints/configs" };

    private static Argument<string> Model() => new("MODEL") { Description = "A model's folder" };

    private static async Task<int> Refuse(string message)
    {
        await Console.Error.WriteLineAsync(message.ReplaceLineEndings(" ")).ConfigureAwait(false);
        return ExitCode.BadInput;
    }
}
