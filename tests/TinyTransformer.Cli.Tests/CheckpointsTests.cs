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

    [Fact]
    public void Evaluate_TheTranslator_ReachesItsBleu_AndTellsTheSharesByTag()
    {
        var told = Evaluated("en-fr");
        Assert.InRange(Number(Bleu().Match(told)), 85, 100);
        Assert.All(["agreement", "reordering", "negation"], tag => Assert.Matches($@"\n{tag} +\d+ of +\d+ ", told));
    }

    [Fact]
    public void Translate_TheTranslator_ByBeamIsNoWorseThanGreedy_AndUntrainedIsNearZero()
    {
        var setup = RunSetup.Of(ConfigReader.Read(Config("en-fr")), Config("en-fr"));
        var pairs = ParallelText.Read(Repository.PathOf("data", "phrases-en-fr", "test"), "en", "fr").Take(60).ToList();
        var trained = SavedModel.Load(Folder("en-fr"));
        var encoder = new PairEncoder(trained.Source, trained.Tokenizer);
        var (beam, greedy, untrained) = (Score(trained.Translator, 4), Score(trained.Translator, 1), Score(setup.Model.Translator, 1));
        Assert.True(beam >= greedy, $"beam {beam}, greedy {greedy}");
        Assert.InRange(untrained, 0, 2);

        double Score(EncoderDecoder model, int width)
        {
            model.eval();
            return new Bleu().Corpus([.. TranslationJudgement.Translate(model, encoder, pairs.Select(pair => pair.Source), width, 0.6, TestContext.Current.CancellationToken)], [.. pairs.Select(pair => pair.Target)]).Score;
        }
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
        var (code, output, error) = Cli.Run("evaluate", Config(name));
        Assert.Equal((0, ""), (code, error));
        return "\n" + output.ReplaceLineEndings("\n");
    }

    private static string Config(string name) => Repository.PathOf("data", "checkpoints", "configs", $"{name}.json");

    private static string Folder(params string[] parts) => Repository.PathOf(["data", "checkpoints", .. parts]);

    private static double Number(Match match, string group = "number") => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\ntest: BLEU = (?<number>[\d.]+) ")]
    private static partial Regex Bleu();

    [GeneratedRegex(@"\nvalidation: perplexity (?<gpt>[\d.]+) .* 5-gram model of the same tokens and split: (?<counted>[\d.]+) ")]
    private static partial Regex Perplexities();

    [GeneratedRegex(@"^update +(?<update>[\d,]+)/\S+ .* loss (?<loss>[\d.]+) ", RegexOptions.Multiline)]
    private static partial Regex LogLines();
}
