using TinyTransformer.Tests;

namespace TinyTransformer.Cli.Tests;

public sealed class ConfigReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"dModel\"", "\"dModl\"", "a.json: model.dModl: there is no such key; did you mean dModel?")]
    [InlineData("\"symbols\"", "\"digits\"", "a.json: data.digits: there is no such key; the keys are symbols, maxLength, pairsInEpoch, heldOut, batchTokens")]
    [InlineData("\"schedule\":", "\"shedule\":", "a.json: shedule: there is no such key; did you mean schedule?")]
    [InlineData("\"kind\": \"copy\"", "\"kind\": \"cpy\"", "a.json: data.kind: there is no \"cpy\"; did you mean copy?")]
    [InlineData("\"kind\": \"copy\", ", "", "a.json: data.kind: missing; it is one of copy, reverse, sort, addition, parallel, stories")]
    [InlineData("\"dModel\": 8", "\"dModel\": \"8\"", "a.json: model.dModel: expected a whole number, got \"8\"")]
    [InlineData("\"dModel\": 8", "\"dModel\": 8.5", "a.json: model.dModel: expected a whole number, got 8.5")]
    [InlineData("\"dModel\": 8", "\"dModel\": null", "a.json: model.dModel: expected a whole number, got null")]
    [InlineData("\"dModel\": 8", "\"dModel\": 0", "a.json: model.dModel: expected 1 or more, got 0")]
    [InlineData("\"dropout\": 0.1", "\"dropout\": 1.5", "a.json: model.dropout: expected 0 ≤ p < 1, got 1.5")]
    [InlineData("\"dropout\": 0.1", "\"activation\": \"gelo\"", "a.json: model.activation: there is no \"gelo\"; did you mean gelu?")]
    [InlineData("\"dropout\": 0.1", "\"qkvBias\": 1", "a.json: model.qkvBias: expected true or false, got 1")]
    [InlineData("\"dropout\": 0.1", "\"vocabularySize\": 9", "a.json: model.vocabularySize: there is no such key")]
    [InlineData("\"symbols\": 4", "\"symbols\": 40", "a.json: data.symbols: expected 1 to 36, got 40")]
    [InlineData("\"updates\": 6, ", "", "a.json: training.updates: missing")]
    [InlineData("\"updates\": 6", "\"updates\": 0", "a.json: training.updates: expected 1 or more, got 0")]
    [InlineData("\"updates\": 6", "\"updates\": 6, \"updates\": 7", "a.json: not valid JSON: ")]
    [InlineData("\"output\": \"copy\",", "", "a.json: output: missing")]
    [InlineData("\"training\": {", "\"training\": 5, \"averageLast\": {", "a.json: training: expected an object { … }, got 5")]
    [InlineData("{\n  \"output\"", "[{\n  \"output\"", "a.json: not valid JSON: ")]
    public void Read_AConfigWithAMistake_NamesThePlaceAndWhatWasMeant(string there, string instead, string message)
    {
        var text = Samples.Copy.ReplaceLineEndings("\n");
        Assert.Contains(there, text);
        var path = _folder.Write("a.json", text.Replace(there, instead));
        var error = Assert.Throws<UserError>(() => ConfigReader.Read(path));
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain("\n", error.Message);
    }

    [Fact]
    public void Read_AConfigWithAnyOneChange_IsReadOrRefused_AndNeverAFault()
    {
        string[] pieces = ["", "\"", "{", "}", "[", "]", ",", ":", "null", "-1", "0", "1e999", "99999999999999999999", "true", "\"\\ud800\"", "\\", "\u0000", "é", "\"kind\"", "\"$ref\"", "\"$id\": \"1\",", "// x"];
        var random = new Random(1);
        foreach (var sample in new[] { Samples.Copy, Samples.Stories, Samples.Parallel })
        {
            for (var i = 0; i < 1000; i++)
            {
                var start = random.Next(sample.Length);
                var end = Math.Min(sample.Length, start + random.Next(12));
                var path = _folder.Write("a.json", sample[..start] + pieces[random.Next(pieces.Length)] + sample[end..]);
                if (Record.Exception(() => ConfigReader.Read(path)) is { } error)
                {
                    Assert.True(error is UserError && error.Message.Contains("a.json", StringComparison.Ordinal), $"{File.ReadAllText(path)}\n{error}");
                }
            }
        }
    }

    [Fact]
    public void Read_AFileThatIsNotThere_IsNamed() => Assert.Contains("none.json", Assert.Throws<UserError>(() => ConfigReader.Read(_folder.PathOf("none.json"))).Message);

    [Fact]
    public void Read_AnEmptyFile_IsNamed() => Assert.Contains("a.json: the file is empty", Assert.Throws<UserError>(() => ConfigReader.Read(_folder.Write("a.json", ""))).Message);

    [Fact]
    public void Write_AConfig_ComesBackEqual()
    {
        var config = ConfigReader.Read(_folder.Write("a.json", Samples.Copy));
        Assert.Equal(config, ConfigReader.Read(_folder.Write("b.json", ConfigJson.Write(config))));
    }

    [Theory]
    [InlineData("copy.json")]
    [InlineData("reverse.json")]
    [InlineData("en-fr.json")]
    [InlineData("fables.json")]
    public void Committed_Configs_AreValidAndBuild(string name)
    {
        var path = Repository.PathOf("data", "checkpoints", "configs", name);
        var config = ConfigReader.Read(path);
        Assert.Equal("train.schema.json", config.Schema);
        Assert.NotNull(Runs.RunSetup.Of(config, path).Schedule);
    }

    [Fact]
    public void Schema_TheCommittedFile_IsThatOfTheRecords() =>
        Assert.Equal(ConfigSchema.Write(), File.ReadAllText(Repository.PathOf("data", "checkpoints", "configs", "train.schema.json")).ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("trian", "train", 1)]
    [InlineData("abcd", "cdab", 4)]
    public void Distance_TwoWords_IsTheFewestEdits(string from, string to, int expected) => Assert.Equal(expected, Nearest.Distance(from, to));
}
