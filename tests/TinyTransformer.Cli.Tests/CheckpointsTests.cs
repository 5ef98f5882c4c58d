// The trained models in data/checkpoints: what is claimed of them holds when they are loaded and measured again, and their logs are of the run that the config makes.

using System.Globalization;
using System.Text.RegularExpressions;
using TinyTransformer.Cli.Runs;
using TinyTransformer.Tests;
using TorchSharp;

namespace TinyTransformer.Cli.Tests;

[Collection(nameof(OneConsole))]
public partial class CheckpointsTests
{
    private const long MostBytes = 8_000_000, MostBytesInAll = 20_000_000;

    // A model is measured once for all tests that ask.
    private static readonly Dictionary<string, string> s_evaluated = [];

    public static TheoryData<string> Names => ["copy", "reverse", "en-fr", "fables"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Folder_OfACheckpoint_HasModelLogAndConfig_AndIsSmall(string name)
    {
        Assert.True(File.Exists(Config(name)));
        Assert.True(File.Exists(Folder(name, "train.log")));
        Assert.InRange(new FileInfo(Folder(name, "model.safetensors")).Length, 1, MostBytes);
    }

    [Fact]
    public void Folders_Together_AreSmall() =>
        Assert.InRange(Names.Sum(name => new DirectoryInfo(Folder(name)).EnumerateFiles().Sum(file => file.Length)), 1, MostBytesInAll);

    [Theory]
    [InlineData("copy")]
    [InlineData("reverse")]
    public void Evaluate_ASyntheticTask_IsExactOnAllFreshSamples(string name) => Assert.Contains("\ntest: 200 of 200 exactly right (100.0 %)", Evaluated(name));

    [Theory]
    [InlineData("copy")]
    [InlineData("reverse")]
    public void Setup_OfASyntheticTask_TrainsOnNothingThatItChoosesOrJudgesBy(string name)
    {
        var setup = RunSetup.Of(ConfigReader.Read(Config(name)), Config(name));
        var encoder = new PairEncoder(setup.Model.Source, setup.Model.Tokenizer);
        var epochs = 1 + setup.Config.Training.Updates / setup.Train.Epoch(0).Count();
        var trained = Enumerable.Range(0, epochs).SelectMany(setup.Train.Epoch).SelectMany(Sources).ToHashSet();
        var validation = setup.Validation.Epoch(0).SelectMany(Sources).ToList();
        var test = Assert.IsType<TranslationJudgement>(setup.Judgement).Test.Select(pair => string.Join(' ', encoder.EncodeSource(pair.Source))).ToList();
        Assert.Equal((200, 200), (validation.Distinct().Count(), test.Distinct().Count()));
        Assert.Equal(10, test.Select(source => source.Split(' ').Length).Distinct().Count());                    // of all lengths
        Assert.Empty(validation.Concat(test).Intersect(trained));
        Assert.Empty(validation.Intersect(test));

        IEnumerable<string> Sources(Batch batch) => Enumerable.Range(0, (int)batch.Source!.shape[0]).Select(row => string.Join(' ', batch.Source[row].data<long>().ToArray().Where(id => id != encoder.PaddingId)));
    }

    [Fact]
    public void Evaluate_TheTranslator_ReachesItsBleu_AndTellsTheSharesByTag()
    {
        var told = Evaluated("en-fr");
        Assert.InRange(Number(Bleu().Match(told)), 85, 100);
        Assert.All(["agreement", "reordering", "negation"], tag => Assert.Matches($@"\n{tag} +\d+ of +\d+ ", told));
    }

    // On all 400 pairs of the test.
    [Fact]
    public void Evaluate_TheTranslator_ByBeamIsNoWorseThanGreedy_AndUntrainedIsNearZero()
    {
        var scores = Scores().Match(Evaluated("en-fr"));
        Assert.True(scores.Success);
        Assert.True(Number(scores, "beam") >= Number(scores, "greedy"), scores.Value);
        Assert.InRange(Number(scores, "greedy"), 85, 100);
        Assert.InRange(Number(scores, "untrained"), 0, 1);
    }

    [Fact]
    public void Generate_TheReadmesCommands_WritesTheReadmesSamples()
    {
        var samples = ReadmeSamples().Matches(File.ReadAllText(Folder("README.md")).ReplaceLineEndings("\n"));
        Assert.Equal(3, samples.Count);
        Assert.All(samples, sample =>
        {
            string[] arguments = [.. Argument().Matches(sample.Groups["arguments"].Value).Select(argument => argument.Value.Trim('"'))];
            var (code, output, error) = Cli.Run(["generate", Repository.PathOf(arguments[0].Split('/')), .. arguments[1..]]);
            Assert.Equal((0, ""), (code, error));
            var quoted = sample.Groups["quote"].Value.TrimEnd('\n').Split('\n').Select(line => line[2..].TrimEnd());
            Assert.Equal(quoted, output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd()));
        });
    }

    [Fact]
    public void Evaluate_TheFablesGpt_KnowsMoreThanA5GramModel()
    {
        var match = Perplexities().Match(Evaluated("fables"));
        Assert.True(match.Success);
        Assert.True(Number(match, "gpt") < Number(match, "counted"), match.Value);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_ACheckpoint_TellsWhatItsLogTells(string name)
    {
        var log = File.ReadAllText(Folder(name, "train.log")).ReplaceLineEndings("\n");
        Assert.EndsWith(Evaluated(name).Trim(), log.Trim());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_TheFirstUpdates_HasTheLossesOfTheLog(string name)
    {
        var losses = LogLines().Matches(File.ReadAllText(Folder(name, "train.log"))).Where(line => int.Parse(line.Groups["update"].Value.Replace(",", ""), CultureInfo.InvariantCulture) <= 55)
            .Select(line => (Update: int.Parse(line.Groups["update"].Value, CultureInfo.InvariantCulture), Loss: line.Groups["loss"].Value)).ToList();
        Assert.InRange(losses.Count, 2, int.MaxValue);
        using var folder = new TempFolder();
        var setup = RunSetup.Of(ConfigReader.Read(Config(name)), Config(name));
        using var trainer = setup.NewTrainer(new CheckpointFolder(folder.PathOf("training")));
        setup.Model.Model.train();
        for (var update = 1; update <= losses[^1].Update; update++)
        {
            var loss = trainer.Step().Loss.ToString("F4", CultureInfo.InvariantCulture);
            Assert.All(losses.Where(line => line.Update == update), line => Assert.Equal(line.Loss, loss));
        }
    }

    private static string Evaluated(string name)
    {
        if (!s_evaluated.TryGetValue(name, out var told))
        {
            var (code, output, error) = Cli.Run("evaluate", Config(name));
            Assert.Equal((0, ""), (code, error));
            told = s_evaluated[name] = "\n" + output.ReplaceLineEndings("\n");
        }
        return told;
    }

    private static string Config(string name) => Repository.PathOf("data", "checkpoints", "configs", $"{name}.json");

    private static string Folder(params string[] parts) => Repository.PathOf(["data", "checkpoints", .. parts]);

    private static double Number(Match match, string group = "number") => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\ntest: BLEU = (?<number>[\d.]+) ")]
    private static partial Regex Bleu();

    [GeneratedRegex(@"\ntest: BLEU = (?<beam>[\d.]+) .*; by beam search of width 4\ngreedy: BLEU = (?<greedy>[\d.]+) .*\nuntrained: BLEU = (?<untrained>[\d.]+) ")]
    private static partial Regex Scores();

    [GeneratedRegex(@"`generate (?<arguments>[^`]+)`[^\n]*\n\n(?<quote>(?:> .*\n)+)")]
    private static partial Regex ReadmeSamples();

    [GeneratedRegex(@"""[^""]*""|\S+")]
    private static partial Regex Argument();

    [GeneratedRegex(@"\nvalidation: perplexity (?<gpt>[\d.]+) .* 5-gram model of the same tokens and split: (?<counted>[\d.]+) ")]
    private static partial Regex Perplexities();

    [GeneratedRegex(@"^update +(?<update>[\d,]+)/\S+ .* loss (?<loss>[\d.]+) ", RegexOptions.Multiline)]
    private static partial Regex LogLines();
}
