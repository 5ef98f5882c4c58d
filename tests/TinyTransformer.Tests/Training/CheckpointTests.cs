using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

[Collection(nameof(DefaultGenerator))]
public sealed class CheckpointTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_MoreThanAreKept_RemovesTheOldest()
    {
        var checkpoints = new CheckpointFolder(_folder.PathOf("run"), keep: 2);
        using var trainer = CopyRun.Trainer(new() { Updates = 7, CheckpointEvery = 2 }, checkpoints: checkpoints);
        trainer.Run();
        Assert.Equal(["update-00000006", "update-00000007"], checkpoints.All.Select(Path.GetFileName));
    }

    [Fact]
    public void WholeFolder_AFailureInTheMiddle_LeavesTheOldOneAndNothingElse()
    {
        var path = _folder.PathOf("checkpoint");
        WholeFolder.Write(path, folder => File.WriteAllText(Path.Combine(folder, "a"), "old"));
        Assert.Throws<IOException>(() => WholeFolder.Write(path, folder =>
        {
            File.WriteAllText(Path.Combine(folder, "a"), "new");
            throw new IOException("the disk is full");
        }));
        Assert.Equal("old", File.ReadAllText(Path.Combine(path, "a")));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void WholeFolder_OverAnOldOne_ReplacesItWhole()
    {
        var path = _folder.PathOf("checkpoint");
        WholeFolder.Write(path, folder => File.WriteAllText(Path.Combine(folder, "a"), "old"));
        WholeFolder.Write(path, folder => File.WriteAllText(Path.Combine(folder, "b"), "new"));
        Assert.Equal(["b"], Directory.GetFiles(path).Select(Path.GetFileName));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void LoadLatest_AnUnfinishedCheckpoint_IsNone()
    {
        Directory.CreateDirectory(_folder.PathOf("run/update-00000009.0123.partial"));
        using var trainer = CopyRun.Trainer(new() { Updates = 1 });
        Assert.False(new CheckpointFolder(_folder.PathOf("run")).LoadLatest(trainer));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("optimizer.bin")]
    [InlineData("state.json")]
    public void LoadLatest_ADamagedFile_IsRefusedByName(string file)
    {
        var checkpoints = new CheckpointFolder(_folder.PathOf("run"));
        using var trainer = CopyRun.Trainer(new() { Updates = 2 }, checkpoints: checkpoints);
        trainer.Run();
        var path = Path.Combine(checkpoints.All[0], file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => checkpoints.LoadLatest(trainer)).Message);
    }

    [Fact]
    public void Average_OfCheckpoints_IsTheirMean()
    {
        var checkpoints = new CheckpointFolder(_folder.PathOf("run"), keep: 3);
        using var trainer = CopyRun.Trainer(new() { Updates = 9, CheckpointEvery = 3 }, checkpoints: checkpoints);
        trainer.Run();
        var models = checkpoints.WeightFiles.Select(path => { var part = CopyRun.Model(); Weights.Load(part, path); return part; }).ToList();
        var parts = models.ConvertAll(part => part.state_dict());
        var model = CopyRun.Model();
        CheckpointAverage.Load(model, checkpoints.WeightFiles);
        Assert.All(model.state_dict(), entry => Tiny.AssertClose((parts[0][entry.Key] + parts[1][entry.Key] + parts[2][entry.Key]) / 3, entry.Value, 1e-6));
        // In TorchSharp a layer that is collected takes its parameters along.
        GC.KeepAlive(models);
    }

    [Fact]
    public void SavedModel_ThereAndBack_GivesTheSameLogits()
    {
        manual_seed(4);
        Tokenizer english = WordTokenizer.Train(["the cat sat"]), french = WordTokenizer.Train(["le chat assis ici"]);
        var model = new EncoderDecoder(Tiny.Named("two-way") with { VocabularySize = french.VocabularySize, SourceVocabularySize = english.VocabularySize, PaddingId = 0 });
        model.eval();
        new SavedModel(model, french, english).Save(_folder.PathOf("saved"));
        var loaded = SavedModel.Load(_folder.PathOf("saved"));
        var (source, target) = (tensor(new long[,] { { 4, 5, 3 } }), tensor(new long[,] { { 2, 4 } }));
        Tiny.AssertSame(model.call(source, target), loaded.Translator.call(source, target));
        Assert.Equal((model.Config with { InitialValues = InitialValues.Zeros }, "chat", "cat"), (loaded.Config, loaded.Tokenizer.TokenText(5), loaded.Source.TokenText(4)));
    }

    [Fact]
    public void SavedModel_AGpt_ComesBackAsOne()
    {
        manual_seed(5);
        var words = WordTokenizer.Train(["a b c d e f g"]);
        var model = new DecoderOnly(Tiny.Gpt);
        new SavedModel(new EncoderDecoder(Tiny.Paper), words, WordTokenizer.Train(["b a c d e f g"])).Save(_folder.PathOf("saved"));
        new SavedModel(model, words).Save(_folder.PathOf("saved"));
        Assert.Equal(["model.json", "model.safetensors", "tokenizer.json"], Directory.GetFiles(_folder.PathOf("saved")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var ids = Tiny.Ids(1, 5);
        Tiny.AssertSame(model.call(ids), SavedModel.Load(_folder.PathOf("saved")).Gpt.call(ids));
        Assert.Throws<InvalidOperationException>(() => SavedModel.Load(_folder.PathOf("saved")).Translator);
    }

    public static TheoryData<string, Func<nn.Module>> Encoders => new()
    {
        { "encoderOnly", () => new EncoderOnly(Tiny.Paper) },
        { "maskedTokenModel", () => new MaskedTokenModel(Tiny.Paper) },
        { "maskedTokenModel", () => new MaskedTokenModel(Tiny.Llama) },               // with an unembedding of its own
        { "sequenceClassifier", () => new SequenceClassifier(Tiny.Paper, classes: 3) },
    };

    [Theory, MemberData(nameof(Encoders))]
    public void SavedModel_AnEncoder_ComesBackWithItsHead(string shape, Func<nn.Module> make)
    {
        manual_seed(6);
        var model = (nn.Module<Tensor, Tensor>)make();
        new SavedModel(model, WordTokenizer.Train(["a b c d e f g"])).Save(_folder.Path);
        Assert.Contains($"\"shape\": \"{shape}\"", File.ReadAllText(_folder.PathOf("model.json")));
        var loaded = SavedModel.Load(_folder.Path);
        Assert.Equal((model.GetType(), false), (loaded.Model.GetType(), loaded.Model.training));
        model.eval();
        var ids = Tiny.Ids(2, 5);
        Tiny.AssertSame(model.call(ids), ((nn.Module<Tensor, Tensor>)loaded.Model).call(ids));
        Assert.Equal(ParameterCount.Built(model), ParameterCount.Of(loaded.Config, loaded.Shape, (loaded.Model as SequenceClassifier)?.Classes).Total);
        Assert.Contains(loaded.Does, Assert.Throws<InvalidOperationException>(() => loaded.Translator).Message);
        Assert.Contains(loaded.Does, Assert.Throws<InvalidOperationException>(() => loaded.Gpt).Message);
    }

    [Fact]
    public void SavedModel_AClassifierWithoutItsClasses_IsRefused()
    {
        new SavedModel(new SequenceClassifier(Tiny.Paper, 3), WordTokenizer.Train(["a b c d e f g"])).Save(_folder.Path);
        var description = File.ReadAllText(_folder.PathOf("model.json")).ReplaceLineEndings("\n");
        Assert.Contains(",\n  \"classes\": 3", description);
        _folder.Write("model.json", description.Replace(",\n  \"classes\": 3", ""));
        Assert.Contains("model.json: classes: expected a number, got null", Assert.Throws<InvalidDataException>(() => SavedModel.Load(_folder.Path)).Message);
        _folder.Write("model.json", description.Replace("\"classes\": 3", "\"classes\": 4"));
        Assert.Contains("model.safetensors: not the tensors of this model", Assert.Throws<InvalidDataException>(() => SavedModel.Load(_folder.Path)).Message);
    }

    [Fact]
    public void SavedModel_AnotherModule_IsRefused() => Assert.Equal("model: expected EncoderDecoder, EncoderOnly, DecoderOnly, MaskedTokenModel or SequenceClassifier, got Linear",
        Assert.Throws<ArgumentException>(() => new SavedModel(nn.Linear(2, 2), WordTokenizer.Train(["a"]))).Message);

    [Theory]
    [InlineData("\"dModel\": 8", "\"dModel\": 9", "model.json: DModel: expected a multiple of NumHeads")]
    [InlineData("\"dModel\": 8", "\"dModl\": 8", "model.json: ")]
    [InlineData("\"numLayers\": 2", "\"numLayers\": 1", "model.safetensors: not the tensors of this model")]
    [InlineData("\"shape\": \"decoderOnly\"", "\"shape\": \"decoder\"", "model.json: ")]
    [InlineData("\"shape\": \"decoderOnly\"", "\"shape\": \"maskedTokenModel\"", "model.safetensors: not the tensors of this model")]
    [InlineData("\"vocabularySize\": 11", "\"vocabularySize\": 12", "tokenizer: expected a vocabulary of 12 tokens for this model, got 11")]
    public void SavedModel_AnAlteredDescription_IsRefused(string there, string instead, string message)
    {
        new SavedModel(new DecoderOnly(Tiny.Gpt), WordTokenizer.Train(["a b c d e f g"])).Save(_folder.Path);
        var description = File.ReadAllText(_folder.PathOf("model.json"));
        Assert.Contains(there, description);
        _folder.Write("model.json", description.Replace(there, instead));
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => SavedModel.Load(_folder.Path)).Message);
    }
}
