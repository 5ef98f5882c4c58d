using TinyTransformer.Tests;

namespace TinyTransformer.Cli.Tests;

[Collection(nameof(OneConsole))]
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_ACopyRun_WritesAModelThatEvaluatesAndTranslates()
    {
        var config = _folder.Write("copy.json", Samples.Copy);
        var (code, output, error) = Cli.Run("train", config);
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"evaluation after update 6: loss \d\.\d{4}", output);
        Assert.Equal(output.ReplaceLineEndings("\n"), File.ReadAllText(_folder.PathOf("copy/train.log")));
        Assert.Equal(["model.json", "model.safetensors", "tokenizer.json", "train.log"], Directory.GetFiles(_folder.PathOf("copy")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Matches(@"^validation: loss .*\ntest: \d+ of 10 exactly right", Cli.Run("evaluate", config).Out.ReplaceLineEndings("\n"));
        Assert.Equal((0, ""), Cli.Run("translate", _folder.PathOf("copy"), "1 2 3") is var translated ? (translated.Code, translated.Error) : default);
        Assert.Contains("An encoder-decoder", Cli.Run("info", _folder.PathOf("copy")).Out);
    }

    [Fact]
    public void Train_AStoriesRun_ComparesWithAnNGramModelAndGenerates()
    {
        _folder.Write("stories.txt", Samples.StoriesText);
        var (code, output, error) = Cli.Run("train", _folder.Write("stories.json", Samples.Stories));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("an interpolated Kneser–Ney 5-gram model of the same tokens and split: ", output);
        var generated = Cli.Run("generate", _folder.PathOf("stories"), "The", "--max-tokens", "4", "--temperature", "0.5", "--top-k", "3", "--top-p", "0.9");
        Assert.Equal((0, ""), (generated.Code, generated.Error));
        Assert.StartsWith("The", generated.Out);
        Assert.Equal(generated.Out, Cli.Run("generate", _folder.PathOf("stories"), "The", "--max-tokens", "4", "--temperature", "0.5", "--top-k", "3", "--top-p", "0.9").Out);
    }

    [Fact]
    public void Train_AParallelRun_IsJudgedByBleuAndTags()
    {
        _folder.Write("x.en", "a b\nc d\n");
        _folder.Write("x.fr", "e f g h\ni j k l\n");
        _folder.Write("x.tags", "plain\nnegation\n");
        var (code, output, error) = Cli.Run("train", _folder.Write("x.json", Samples.Parallel));
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"test: BLEU = \d+\.\d\d .*; \d of 2 exactly right", output);
        Assert.Matches(@"\nnegation ", output);
        Assert.Contains("the model is the mean of the last 2 checkpoints", output);
        Assert.True(File.Exists(_folder.PathOf("x/source-tokenizer.json")));
    }

    [Fact]
    public void Train_Resumed_GivesTheSameModelToTheByte()
    {
        var config = _folder.Write("copy.json", Samples.Copy);
        Assert.Equal(0, Cli.Run("train", config).Code);
        Interrupted(config, _folder.PathOf("again"), after: 4);
        Assert.Equal(0, Cli.Run("train", config, "--output", _folder.PathOf("again"), "--resume").Code);
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("copy/model.safetensors")), File.ReadAllBytes(_folder.PathOf("again/model.safetensors")));
        Assert.Contains("taken up after update 4", File.ReadAllText(_folder.PathOf("again/train.log")));
    }

    [Fact]
    public void Train_IntoAFolderThatHoldsSomething_ChangesNothing()
    {
        Directory.CreateDirectory(_folder.PathOf("copy"));
        _folder.Write("copy/mine.txt", "mine");
        AssertRefused("there is something already; --resume goes on with its run, --overwrite replaces it", "train", _folder.Write("copy.json", Samples.Copy));
        Assert.Equal([_folder.PathOf("copy/mine.txt")], Directory.GetFileSystemEntries(_folder.PathOf("copy")));
    }

    [Fact]
    public void Train_ResumedWithAnotherConfig_IsRefusedWithTheDifference()
    {
        _folder.Write("x.en", "a b\nc d\n");
        _folder.Write("x.fr", "a b\nc d\n");
        Cli.Run("train", _folder.Write("copy.json", Samples.Copy));
        AssertRefused("was of another config: model.dModel is 8 there and 16 here", "train", _folder.Write("copy.json", Samples.Copy.Replace("\"dModel\": 8", "\"dModel\": 16")), "--resume");
        AssertRefused("DModel is 8 there and 16 here", "evaluate", _folder.PathOf("copy.json"));
        AssertRefused("the model's tokens are not those of the data", "evaluate", _folder.Write("copy.json", Samples.Copy.Replace("\"kind\": \"copy\", \"symbols\": 4", "\"kind\": \"parallel\", \"train\": \"x\", \"validation\": \"x\"").Replace("\"maxLength\": 4, \"pairsInEpoch\": 40, \"heldOut\": 10, ", "")));
    }

    [Fact]
    public void Train_ResumedWithoutARun_IsRefused() => AssertRefused("there is no run to go on with", "train", _folder.Write("copy.json", Samples.Copy), "--resume");

    [Theory]
    [InlineData("\"maxLength\": 4", "\"maxLength\": 8", "data: 9 tokens in a row do not fit into model.maxPositions = 8")]
    [InlineData("\"numHeads\": 2", "\"numHeads\": 3", "copy.json: model.dModel: expected a multiple of NumHeads = 3, got 8")]
    [InlineData("\"warmUp\": 2", "\"warmUp\": 6", "copy.json: schedule.warmUp: expected fewer than training.updates = 6, got 6")]
    [InlineData("\"warmUp\": 2", "\"warmUp\": 2, \"end\": 0.02", "copy.json: schedule.end: expected 0 to schedule.peak = 0.01, got 0.02")]
    public void Train_ValuesThatDoNotGoTogether_AreRefusedBeforeAnythingIsWritten(string there, string instead, string message)
    {
        AssertRefused(message, "train", _folder.Write("copy.json", Samples.Copy.Replace(there, instead)));
        Assert.False(Directory.Exists(_folder.PathOf("copy")));
    }

    [Fact]
    public void Train_DataThatIsNotUtf8_IsRefusedWithItsPlace()
    {
        File.WriteAllBytes(_folder.PathOf("stories.txt"), [0x41, 0x0A, 0xFF, 0x0A]);
        AssertRefused("stories.txt: line 2, byte 1: 0xFF is not UTF-8", "train", _folder.Write("stories.json", Samples.Stories));
    }

    public static TheoryData<string, string[]> BadPrompts => new()
    {
        { "PROMPT: expected at least one word", [""] },
        { "prompt: expected 1 to 8 tokens", ["The fox ran on and on"] },
        { "prompt[1]: expected an id from 0 to ", ["--ids", "3", "999"] },
        { "PROMPT and --ids: choose one", ["The", "--ids", "3"] },
        { "temperature: expected a finite number above 0", ["The", "--temperature", "0"] },
        { "temperature: expected a finite number above 0", ["The", "--temperature", "-1"] },
        { "k: expected 1 or more, got 0", ["The", "--top-k", "0"] },
        { "p: expected", ["The", "--top-p", "0"] },
        { "p: expected", ["The", "--top-p", "1.01"] },
        { "MaxTokens: expected 1 to ", ["The", "--max-tokens", "100"] },
        { "Cannot parse argument 'x'", ["The", "--top-k", "x"] },
        { "Unrecognized command or argument '--topk'", ["The", "--topk", "2"] },
    };

    [Fact]
    public void Generate_BadInput_IsRefusedInOneLine()
    {
        _folder.Write("stories.txt", Samples.StoriesText);
        Assert.Equal(0, Cli.Run("train", _folder.Write("stories.json", Samples.Stories)).Code);
        foreach (var (message, arguments) in BadPrompts.Select(row => row.Data))
        {
            AssertRefused(message, ["generate", _folder.PathOf("stories"), .. arguments]);
        }
        AssertRefused("this model has no source, it writes on; use generate", "translate", _folder.PathOf("stories"), "a");
    }

    [Fact]
    public void Translate_BadInput_IsRefusedInOneLine()
    {
        Assert.Equal(0, Cli.Run("train", _folder.Write("copy.json", Samples.Copy)).Code);
        AssertRefused("TEXT: expected at least one word", "translate", _folder.PathOf("copy"), " ");
        AssertRefused("has 10 tokens, and the model reads at most 8", "translate", _folder.PathOf("copy"), "1 1 1 1 1 1 1 1 1");
        AssertRefused("Width: expected 1 or more, got 0", "translate", _folder.PathOf("copy"), "1", "--beam", "0");
        AssertRefused("this model translates a source; use translate", "generate", _folder.PathOf("copy"), "1");
        File.WriteAllText(_folder.PathOf("copy/model.json"), "{}");
        AssertRefused("model.json", "translate", _folder.PathOf("copy"), "1");
    }

    [Theory]
    [InlineData("there is no such folder", "translate", "none", "a")]
    [InlineData("none.json", "train", "none.json")]
    [InlineData("Required argument missing", "train")]
    public void Any_AMissingInput_IsRefusedInOneLine(string message, params string[] arguments) => AssertRefused(message, arguments);

    [Theory]
    [InlineData("--help", "Exit codes:")]
    [InlineData("train --help", "--resume")]
    [InlineData("generate --help", "0 < p ≤ 1")]
    public void Help_OfAVerb_Teaches(string arguments, string text)
    {
        var (code, output, _) = Cli.Run(arguments.Split(' '));
        Assert.Equal(0, code);
        Assert.Contains(text, output);
    }

    private static void Interrupted(string config, string output, int after)
    {
        using var stop = new CancellationTokenSource();
        var setup = Runs.RunSetup.Of(ConfigReader.Read(config), config);
        var folder = new Runs.RunFolder(output);
        folder.Begin(setup.Config);
        using var trainer = setup.NewTrainer(folder.Checkpoints(setup.Config));
        trainer.Updated += (_, progress) =>
        {
            if (progress.Update == after)
            {
                stop.Cancel();
            }
        };
        Assert.Equal(TrainingOutcome.Cancelled, trainer.Run(stop.Token));
    }

    private static void AssertRefused(string message, params string[] arguments)
    {
        var (code, _, error) = Cli.Run(arguments);
        Assert.True(code == 2, $"exit code {code}: {error}");
        Assert.Contains(message, error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", error);
    }
}
