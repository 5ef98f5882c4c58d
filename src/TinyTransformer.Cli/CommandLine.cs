// The command line: verbs, options, help. What a verb does stands with the verb.
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using TinyTransformer.Cli.Commands;
using TinyTransformer.Cli.Reporting;
using CommandToken = System.CommandLine.Parsing.Token;

namespace TinyTransformer.Cli;

internal static class CommandLine
{
    private const string TrainName = "train";
    private const int WidestHelp = 80, NarrowestHelp = 20, HelpIndentation = 2;

    private const string About = """
        Trains the course's models from config files, and uses them.

        Examples, where tt stands for
        dotnet run -c Release --project src/TinyTransformer.Cli --
          tt train data/checkpoints/configs/copy.json --output my-copy
              train a model that copies digits, in seconds
          tt translate data/checkpoints/en-fr "the cat sleeps ."
          tt generate data/checkpoints/fables "The Fox" --temperature 0.8
          tt info data/checkpoints/en-fr
              what a model or a config is made of
          tt COMMAND --help
              more examples, and every option

        A config says where its model goes ("output"). There lie model.json, model.safetensors and the tokenizers, which translate, generate and the notebooks load; train.log; and in training/ what --resume needs. Editors know the keys of a config by its "$schema": data/checkpoints/configs/train.schema.json.

        Models compute on the GPU where the build has one (TorchEngine=cuda), else on the CPU.

        Exit codes:
          0    all well
          1    training failed: the loss is no number any more
          2    bad input: a config, a file or an option; nothing was overwritten
          130  interrupted with Ctrl+C; train has saved its last state
        """;

    private const string TrainExamples = """


        Examples:
          tt train data/checkpoints/configs/copy.json --output my-copy
              a first model, in seconds
          tt train data/checkpoints/configs/fables.json --output my-fables
              a GPT, in an hour or so; Ctrl+C stops it whenever you like
          tt train data/checkpoints/configs/fables.json --output my-fables --resume
              go on where Ctrl+C stopped, with the losses of a run without a stop

        It tells the loss (nats a token, lower is better), tokens a second and the time to go: as a bar on a terminal, else as lines. train.log has the lines. The model is the one of the best evaluation, or with "averageLast" the mean of the last checkpoints.
        """;

    private const string EvaluateExamples = """


        Examples:
          tt evaluate data/checkpoints/configs/copy.json
          tt evaluate data/checkpoints/configs/fables.json --model my-fables

        Loss is in nats a token; perplexity is e^loss. Pairs are also decoded: how many come out exactly, and for text BLEU (0 to 100).
        """;

    private const string TranslateExamples = """


        Examples:
          tt translate data/checkpoints/en-fr "the cat sleeps ." "the dog runs ."
          tt translate data/checkpoints/en-fr < english.txt > french.txt
              a line for each line
          tt translate data/checkpoints/reverse "3 1 4"

        Words that the model has never seen are told on standard error.
        """;

    private const string GenerateExamples = """


        Examples:
          tt generate data/checkpoints/fables "The Fox" --temperature 0.8 --top-p 0.95
          tt generate data/checkpoints/fables "The Bell" --seed 2 --max-tokens 50
          echo "The Hen" | tt generate data/checkpoints/fables -

        Each token is drawn from the model's probabilities after these steps, in this order: repetition penalty, temperature, top-k, top-p, min-p, typical. A step that is not asked for is left out; without any, the draw is from the model's own distribution. Notebook 10 explains them.
        """;

    private const string InfoExamples = """


        Examples:
          tt info data/checkpoints/en-fr
          tt info data/checkpoints/configs/fables.json
              also reads the data, and counts its tokens
        """;

    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var examples = new Dictionary<Command, string>();
        var parsed = Create(examples).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });      // "@" is a letter like others
        if (Mistakes.Of(parsed) is { } mistake)
        {
            return await Refuse($"{mistake} (--help tells more)").ConfigureAwait(false);
        }
        Describe(parsed.CommandResult.Command, examples);
        try
        {
            // How long Ctrl+C waits for the verb to end by itself: an update and a checkpoint take a while; who waits for standard input, ends with the process.
            var patience = parsed.CommandResult.Command.Name == TrainName ? TimeSpan.FromMinutes(5) : TimeSpan.FromSeconds(1);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience }).ConfigureAwait(false);
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

    private static RootCommand Create(Dictionary<Command, string> examples)
    {
        var root = new RootCommand(About);
        Add(TrainVerb(), TrainExamples);
        Add(EvaluateVerb(), EvaluateExamples);
        Add(TranslateVerb(), TranslateExamples);
        Add(GenerateVerb(), GenerateExamples);
        Add(InfoVerb(), InfoExamples);
        Add(SchemaVerb(), "");
        return root;

        void Add(Command verb, string text)
        {
            root.Add(verb);
            examples.Add(verb, text);
        }
    }

    // Examples stand in the verb's own help, not in the list of verbs.
    private static void Describe(Command command, Dictionary<Command, string> examples)
    {
        var width = (Console.IsOutputRedirected || Console.WindowWidth < NarrowestHelp ? WidestHelp : Math.Min(Console.WindowWidth, WidestHelp)) - HelpIndentation;
        command.Description = string.Join(Environment.NewLine, Wrapped.Lines(command.Description + examples.GetValueOrDefault(command), width));
    }

    private static Command TrainVerb()
    {
        var config = Config();
        var output = Folder("--output", "The folder of the model, from the current one on; in place of the config's");
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint: the losses are those of a run without an interruption" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace the model, the log and the checkpoints that the folder holds: they go when the first update begins" };
        var verb = new Command(TrainName, "Train the model of a config; Ctrl+C saves and stops") { config, output, resume, overwrite };
        verb.SetAction((parsed, cancel) => Task.Run(() => TrainCommand.Run(parsed.GetValue(config)!, parsed.GetValue(output), parsed.GetValue(resume), parsed.GetValue(overwrite), cancel), CancellationToken.None));
        return verb;
    }

    private static Command EvaluateVerb()
    {
        var config = Config();
        var model = Folder("--model", "The folder of the model, in place of the config's");
        var verb = new Command("evaluate", "Measure a trained model on the held-out data of its config") { config, model };
        verb.SetAction((parsed, cancel) => Task.Run(() => EvaluateCommand.Run(parsed.GetValue(config)!, parsed.GetValue(model), cancel), CancellationToken.None));
        return verb;
    }

    private static Command TranslateVerb()
    {
        var model = Model();
        var texts = new Argument<string[]>("TEXT") { Arity = ArgumentArity.ZeroOrMore, Description = "Sentences; without any, the lines of standard input; -- goes before one that begins with a dash" };
        var beam = Number<int>("--beam", "WIDTH", "Beam search: how many hypotheses stay side by side, 1 or more; 1 is greedy", 4);
        var alpha = Number<double>("--alpha", "A", "The length penalty's exponent, 0 or more: 0 favours short translations, 0.6 is the paper's", 0.6);
        var verb = new Command("translate", "Write the target of each source: a translation, a sum") { model, texts, beam, alpha };
        verb.SetAction((parsed, cancel) => Task.Run(() => TranslateCommand.Run(parsed.GetValue(model)!, parsed.GetValue(texts)!, parsed.GetValue(beam), parsed.GetValue(alpha), cancel), CancellationToken.None));
        return verb;
    }

    private static Command GenerateVerb()
    {
        var model = Model();
        var prompt = new Argument<string?>("PROMPT") { Arity = ArgumentArity.ZeroOrOne, Description = "How the text begins; - reads it from standard input; without it, the model begins" };
        var ids = new Option<int[]?>("--ids")
        {
            Description = "The prompt as token ids, in place of PROMPT; info tells how many tokens there are",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            HelpName = "ID …",
            CustomParser = result => [.. result.Tokens.Select((_, i) => Value<int>(result, "--ids", i))],
        };
        var temperature = Number<double>("--temperature", "T", "Above 0, no unit; below 1 bolder, above 1 wilder, 1 as the model is", 1.0);
        var penalty = NumberOrNone<double>("--repetition-penalty", "X", "Divides the logits of tokens that are in the text already, above 0; 1 is none, 1.2 is usual");
        var topK = NumberOrNone<int>("--top-k", "K", "Keep the K likeliest tokens, 1 or more; 1 is greedy");
        var topP = NumberOrNone<double>("--top-p", "P", "Keep the fewest tokens that have this probability together, 0 < P ≤ 1; 0.95 is usual");
        var minP = NumberOrNone<double>("--min-p", "P", "Keep tokens at least P times as likely as the likeliest, 0 < P ≤ 1; 0.05 is usual");
        var typical = NumberOrNone<double>("--typical", "P", "Keep tokens whose surprise is nearest to the expected one, until they have this probability together, 0 < P ≤ 1; 0.95 is usual");
        var maxTokens = NumberOrNone<int>("--max-tokens", "N", "The most tokens, 1 or more; without it, as many as the model's positions hold");
        var seed = Number<ulong>("--seed", "N", "Decides every draw: the same seed gives the same text", 1);
        var verb = new Command("generate", "Let a GPT write on") { model, prompt, ids, temperature, penalty, topK, topP, minP, typical, maxTokens, seed };
        verb.SetAction((parsed, cancel) => Task.Run(() => GenerateCommand.Run(parsed.GetValue(model)!, parsed.GetValue(prompt), parsed.GetValue(ids) is { Length: > 0 } given ? given : null, new()
        {
            Temperature = parsed.GetValue(temperature),
            RepetitionPenalty = parsed.GetValue(penalty),
            TopK = parsed.GetValue(topK),
            TopP = parsed.GetValue(topP),
            MinP = parsed.GetValue(minP),
            Typical = parsed.GetValue(typical),
            MaxTokens = parsed.GetValue(maxTokens),
            Seed = parsed.GetValue(seed),
        }, cancel), CancellationToken.None));
        return verb;
    }

    private static Command InfoVerb()
    {
        var path = Required(new Argument<string>("PATH") { Description = "A model's folder, or a config" });
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

    private static Argument<string> Config() => Required(new Argument<string>("CONFIG") { Description = "A config file (JSON); see data/checkpoints/configs" });

    private static Argument<string> Model() => Required(new Argument<string>("MODEL") { Description = "A model's folder, as train writes it" });

    private static Argument<string> Required(Argument<string> path)
    {
        path.Validators.Add(result => RequirePath(result, path.Name, result.Tokens));
        return path;
    }

    private static Option<string?> Folder(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "FOLDER" };
        option.Validators.Add(result => RequirePath(result, name, result.Tokens));
        return option;
    }

    private static void RequirePath(SymbolResult result, string name, IReadOnlyList<CommandToken> tokens)
    {
        if (tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{name}: expected a path, got \"{tokens[0].Value}\"");
        }
    }

    private static Option<T> Number<T>(string name, string unit, string description, T standard)
        where T : struct, INumber<T> => new(name) { Description = description, HelpName = unit, DefaultValueFactory = _ => standard, CustomParser = result => Value<T>(result, name) };

    private static Option<T?> NumberOrNone<T>(string name, string unit, string description)
        where T : struct, INumber<T> => new(name) { Description = description, HelpName = unit, CustomParser = result => Value<T>(result, name) };

    // By the invariant culture and without thousands: the usual parser takes 0,8 for 8.
    private static T Value<T>(ArgumentResult result, string name, int i = 0)
        where T : struct, INumber<T>
    {
        var text = result.Tokens[i].Value;
        if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            result.AddError($"{name}: expected {(typeof(T) == typeof(double) ? "a number" : typeof(T) == typeof(ulong) ? "a whole number from 0 on" : "a whole number")}, got \"{text}\"");
        }
        return value;
    }

    private static async Task<int> Refuse(string message)
    {
        await Console.Error.WriteLineAsync(message.ReplaceLineEndings(" ")).ConfigureAwait(false);
        return ExitCode.BadInput;
    }
}
