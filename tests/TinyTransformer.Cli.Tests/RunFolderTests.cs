// What lies in the folder of a run: a new run never mixes with an old one, and whatever is damaged is named.

using TinyTransformer.Cli.Runs;
using TinyTransformer.Tests;

namespace TinyTransformer.Cli.Tests;

[Collection(nameof(OneConsole))]
public sealed class RunFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _config;

    public RunFolderTests() => _config = _folder.Write("copy.json", Samples.Copy);

    public void Dispose() => _folder.Dispose();

    private static readonly Dictionary<string, Action<string>> s_damages = new()
    {
        ["removed"] = File.Delete,
        ["empty"] = path => File.WriteAllBytes(path, []),
        ["cut"] = path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^(File.ReadAllBytes(path).Length / 2)]),
        ["overwritten"] = path => File.WriteAllBytes(path, [.. File.ReadAllBytes(path).Select((b, i) => i % 7 == 3 ? (byte)0xFF : b)]),
        ["an empty object"] = path => File.WriteAllText(path, "{}"),
        ["a null"] = path => File.WriteAllText(path, "null"),
        ["a list"] = path => File.WriteAllText(path, "[1, 2]"),
        ["a folder"] = path =>
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        },
    };

    public static TheoryData<string, string> DamagedTraining => new(new[] { "config.json", "update-00000004/state.json", "update-00000004/optimizer.bin", "update-00000004/model.safetensors" }.SelectMany(file => s_damages.Keys.Select(damage => (file, damage))));

    public static TheoryData<string, string> DamagedModels => new(new[] { "model.json", "model.safetensors", "tokenizer.json" }.SelectMany(file => s_damages.Keys.Select(damage => (file, damage))));

    [Theory]
    [MemberData(nameof(DamagedTraining))]
    public void Resume_ADamagedFile_IsRefusedWithItsName(string file, string damage)
    {
        Interrupted(after: 4);
        s_damages[damage](_folder.PathOf($"copy/training/{file}"));
        Cli.AssertRefused(damage == "removed" && file == "config.json" ? "there is no run to go on with" : Path.GetFileName(file), "train", _config, "--resume");
    }

    [Theory]
    [InlineData("\"update\": 4", "\"update\": -4")]
    [InlineData("\"epoch\": 1", "\"epoch\": -1")]
    [InlineData("\"seconds\": ", "\"seconds\": 1e300")]
    public void Resume_AStateThatCannotBe_IsRefused(string there, string instead)
    {
        Interrupted(after: 4);
        var path = _folder.PathOf("copy/training/update-00000004/state.json");
        var text = File.ReadAllText(path);
        Assert.Contains(there, text);
        File.WriteAllText(path, text.Replace(there, instead));
        Cli.AssertRefused("state.json: no state of a training run", "train", _config, "--resume");
    }

    [Theory]
    [MemberData(nameof(DamagedModels))]
    public void Translate_ADamagedFile_IsRefusedWithItsName(string file, string damage)
    {
        Assert.Equal(0, Cli.Run("train", _config).Code);
        s_damages[damage](_folder.PathOf($"copy/{file}"));
        Cli.AssertRefused(file, "translate", _folder.PathOf("copy"), "1 2");
    }

    [Fact]
    public void Resume_WithOtherData_IsRefused()
    {
        _folder.Write("x.en", "a b\nc d\n");
        _folder.Write("x.fr", "e f g h\ni j k l\n");
        var config = _folder.Write("x.json", Samples.Parallel);
        Assert.Equal(0, Cli.Run("train", config).Code);
        _folder.Write("x.fr", "e f g h\ni j l k\n");
        Cli.AssertRefused("data.sha256: the run began with other data than ", "train", config, "--resume");
    }

    [Fact]
    public void Overwrite_ARunThatIsInterruptedAtOnce_LeavesNothingOfTheOldOne()
    {
        Assert.Equal(0, Cli.Run("train", _config).Code);
        _folder.Write("copy/notes.txt", "mine");
        File.WriteAllText(_folder.PathOf("copy/source-tokenizer.json"), "of an older model");
        Directory.CreateDirectory(_folder.PathOf("copy/training.1.partial"));
        Interrupted(after: 1);
        Assert.Equal(["notes.txt", "training"], Directory.GetFileSystemEntries(_folder.PathOf("copy")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["config.json", "data.sha256", "update-00000001"], Directory.GetFileSystemEntries(_folder.PathOf("copy/training")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Cli.AssertRefused("there is no model in it (no model.json), but a run", "translate", _folder.PathOf("copy"), "1");
        Assert.Equal(0, Cli.Run("train", _config, "--resume").Code);
        Assert.Equal(0, Cli.Run("translate", _folder.PathOf("copy"), "1").Code);
    }

    [Theory]
    [InlineData("\"maxLength\": 4", "\"maxLength\": 8")]
    [InlineData("\"numHeads\": 2", "\"numHeads\": 3")]
    [InlineData("\"numHeads\"", "\"heads\"")]
    public void Overwrite_ARunThatCannotBegin_LeavesTheOldOneWhole(string there, string instead)
    {
        Assert.Equal(0, Cli.Run("train", _config).Code);
        var before = Files();
        Cli.AssertRefused("", "train", _folder.Write("other.json", Samples.Copy.Replace(there, instead)), "--output", _folder.PathOf("copy"), "--overwrite");
        Assert.Equal(before, Files());

        List<string> Files() => [.. Directory.GetFiles(_folder.PathOf("copy"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}")];
    }

    [Fact]
    public void Train_LossesThatAreNoNumbers_EndWithCode1AndTheUpdate()
    {
        var (code, _, error) = Cli.Run("train", _folder.Write("hot.json", Samples.Copy.Replace("\"peak\": 0.01, \"warmUp\": 2", "\"peak\": 1e30, \"warmUp\": 0").Replace("\"evaluateEvery\": 3, \"checkpointEvery\": 2", "\"evaluateEvery\": 1, \"checkpointEvery\": 1")));
        Assert.Equal(1, code);
        Assert.Contains("a lower learning rate, a longer warm-up or clipping helps", error);
        Assert.DoesNotContain("a fault", error);
    }

    private void Interrupted(int after) => Cli.Interrupt(_config, _folder.PathOf("copy"), after);
}
