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
        Cli.Interrupt(config, _folder.PathOf("again"), after: 4);
        Assert.Equal(0, Cli.Run("train", config, "--output", _folder.PathOf("again"), "--resume").Code);
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("copy/model.safetensors")), File.ReadAllBytes(_folder.PathOf("again/model.safetensors")));
        Assert.Contains("taken up after update 4", File.ReadAllText(_folder.PathOf("again/train.log")));
    }

    [Fact]
    public void Train_IntoAFolderThatHoldsSomething_ChangesNothing()
    {
        Directory.CreateDirectory(_folder.PathOf("copy"));
        _folder.Write("copy/mine.txt", "mine");
        Cli.AssertRefused("there is something already; --resume goes on with its run, --overwrite replaces it", "train", _folder.Write("copy.json", Samples.Copy));
        Assert.Equal([_folder.PathOf("copy/mine.txt")], Directory.GetFileSystemEntries(_folder.PathOf("copy")));
    }

    [Fact]
    public void Train_ResumedWithAnotherConfig_IsRefusedWithTheDifference()
    {
        _folder.Write("x.en", "a b\nc d\n");
        _folder.Write("x.fr", "a b\nc d\n");
        Cli.Run("train", _folder.Write("copy.json", Samples.Copy));
        Cli.AssertRefused("was of another config: model.dModel is 8 there and 16 here", "train", _folder.Write("copy.json", Samples.Copy.Replace("\"dModel\": 8", "\"dModel\": 16")), "--resume");
        Cli.AssertRefused("model.dModel is 8 there and 16 here", "evaluate", _folder.PathOf("copy.json"));
        Cli.AssertRefused("tokenizer.words[0] is \"0\" there and \"a\" here", "evaluate", _folder.Write("copy.json", Samples.Copy.Replace("\"kind\": \"copy\", \"symbols\": 4", "\"kind\": \"parallel\", \"train\": \"x\", \"validation\": \"x\"").Replace("\"maxLength\": 4, \"pairsInEpoch\": 40, \"heldOut\": 10, ", "")));
    }

    [Fact]
    public void Train_ResumedWithoutARun_IsRefused() => Cli.AssertRefused("there is no run to go on with", "train", _folder.Write("copy.json", Samples.Copy), "--resume");

    [Theory]
    [InlineData("\"maxLength\": 4", "\"maxLength\": 8", "data: 9 tokens in a row do not fit into model.maxPositions = 8")]
    [InlineData("\"numHeads\": 2", "\"numHeads\": 3", "copy.json: model.dModel: expected a multiple of NumHeads = 3, got 8")]
    [InlineData("\"warmUp\": 2", "\"warmUp\": 6", "copy.json: schedule.warmUp: expected fewer than training.updates = 6, got 6")]
    [InlineData("\"warmUp\": 2", "\"warmUp\": 2, \"end\": 0.02", "copy.json: schedule.end: expected 0 to schedule.peak = 0.01, got 0.02")]
    public void Train_ValuesThatDoNotGoTogether_AreRefusedBeforeAnythingIsWritten(string there, string instead, string message)
    {
        Cli.AssertRefused(message, "train", _folder.Write("copy.json", Samples.Copy.Replace(there, instead)));
        Assert.False(Directory.Exists(_folder.PathOf("copy")));
    }

    [Fact]
    public void Train_DataThatIsNotUtf8_IsRefusedWithItsPlace()
    {
        File.WriteAllBytes(_folder.PathOf("stories.txt"), [0x41, 0x0A, 0xFF, 0x0A]);
        Cli.AssertRefused("stories.txt: line 2, byte 1: 0xFF is not UTF-8", "train", _folder.Write("stories.json", Samples.Stories));
    }

    public static TheoryData<string, string[]> Steps => new()
    {
        { "temperature", ["--temperature", "3"] },
        { "repetition penalty", ["--repetition-penalty", "50"] },
        { "top-k", ["--top-k", "2"] },
        { "top-p", ["--top-p", "0.05"] },
        { "min-p", ["--min-p", "1"] },
        { "typical", ["--typical", "0.05"] },
        { "seed", ["--seed", "5"] },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Generate_WithAStep_IsTheSamplersText(string step, string[] options)
    {
        _folder.Write("stories.txt", Samples.StoriesText);
        Assert.Equal(0, Cli.Run("train", _folder.Write("stories.json", Samples.Stories)).Code);
        var saved = SavedModel.Load(_folder.PathOf("stories"));
        var value = double.Parse(options[1]);
        SamplingStep[] steps = [.. step == "repetition penalty" ? [new RepetitionPenalty(value)] : Array.Empty<SamplingStep>(), new Temperature(step == "temperature" ? value : 1),
            .. step switch { "top-k" => [new TopK((int)value)], "top-p" => [new TopP(value)], "min-p" => [new MinP(value)], "typical" => [new Typical(value)], _ => Array.Empty<SamplingStep>() }];
        int[] prompt = [saved.Tokenizer.IdOf(SpecialToken.Begin), .. saved.Tokenizer.Encode("The")];
        var expected = saved.Gpt.Generate(prompt, new() { Sampler = new(steps), Seed = step == "seed" ? 5UL : 1, EndId = saved.Tokenizer.IdOf(SpecialToken.End), Tokenizer = saved.Tokenizer }, TestContext.Current.CancellationToken);
        Assert.Equal((0, $"The{string.Concat(expected.Select(token => token.Text))}", ""), Cli.Run(["generate", _folder.PathOf("stories"), "The", .. options]) is var (code, output, error) ? (code, output.TrimEnd('\r', '\n'), error) : default);
        Assert.NotEqual(Cli.Run("generate", _folder.PathOf("stories"), "The").Out, output);
    }

    [Fact]
    public void Translate_LinesOfStandardInput_GivesALineForEach()
    {
        Assert.Equal(0, Cli.Run("train", _folder.Write("copy.json", Samples.Copy)).Code);
        var (code, output, error) = CliProcess.Run("\uFEFF1 2 3\r\n\n9 1\n3"u8.ToArray(), "translate", _folder.PathOf("copy"));
        Assert.Equal(0, code);
        Assert.Equal([.. new[] { "1 2 3", "", "9 1", "3" }.Select(text => text.Length > 0 ? Cli.Run("translate", _folder.PathOf("copy"), text).Out.TrimEnd() : "")], output.Split('\n')[..^1]);
        Assert.Equal("standard input, line 3: the model does not know \"9\"", error.TrimEnd());
    }

    [Fact]
    public void Translate_StandardInputThatIsNotUtf8_IsRefusedAtItsLine()
    {
        Assert.Equal(0, Cli.Run("train", _folder.Write("copy.json", Samples.Copy)).Code);
        var (code, output, error) = CliProcess.Run([.. "1 2\n"u8, 0xFF, .. "\n"u8], "translate", _folder.PathOf("copy"));
        Assert.Equal((2, "standard input: line 2 is not UTF-8"), (code, error.TrimEnd()));
        Assert.Single(output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Generate_APromptFromStandardInput_IsThatPrompt()
    {
        _folder.Write("stories.txt", Samples.StoriesText);
        Assert.Equal(0, Cli.Run("train", _folder.Write("stories.json", Samples.Stories)).Code);
        var (code, output, error) = CliProcess.Run("The\n"u8.ToArray(), "generate", _folder.PathOf("stories"), "-");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(Cli.Run("generate", _folder.PathOf("stories"), "The").Out.ReplaceLineEndings("\n"), output);
    }

    [Theory]
    [InlineData("--help", "Exit codes:")]
    [InlineData("train --help", "--resume")]
    [InlineData("generate --help", "0 < P ≤ 1")]
    [InlineData("generate --help", "--repetition-penalty")]
    [InlineData("translate --help", "[default: 0.6]")]
    [InlineData("evaluate --help", "perplexity is e^loss")]
    [InlineData("info --help", "tt info data/checkpoints/en-fr")]
    public void Help_OfAVerb_Teaches(string arguments, string text)
    {
        var (code, output, _) = Cli.Run(arguments.Split(' '));
        Assert.Equal(0, code);
        Assert.Contains(text, output);
    }
}
