using System.Text;

namespace TinyTransformer.Tests;

public class OddTextTests
{
    private static readonly IReadOnlyList<OddText> s_zoo = OddText.ReadAll(Repository.PathOf("data", "token-zoo", "zoo.json"));

    [Fact]
    public void ReadAll_OfTheZoo_GivesEveryRow()
    {
        Assert.Contains($"{s_zoo.Count} strings", File.ReadAllText(Repository.PathOf("data", "token-zoo", "README.md")), StringComparison.Ordinal);
        Assert.Equal(("empty", ""), (s_zoo[0].Name, s_zoo[0].Text));
        Assert.All(s_zoo, odd => Assert.NotEmpty(odd.Why));
    }

    [Fact]
    public void ReadAll_OfCodeUnits_GivesStringsThatUtf8CannotHold()
    {
        var broken = s_zoo.Where(odd => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(odd.Text)) != odd.Text).ToArray();
        Assert.Equal(["hi\ud83d", "\udc00\ud800"], broken.Select(odd => odd.Text));
    }

    [Theory]
    [InlineData("{}", "row 0: ")]
    [InlineData("[{\"name\": \"a\", \"text\": \"b\", \"why\": \"c\"}, {\"name\": \"d\"}]", "row 1: ")]
    [InlineData("[{\"name\": \"a\", \"utf16\": [\"xyz\"], \"why\": \"c\"}]", "row 0: ")]
    [InlineData("[{\"name\": \"a\", \"text\": null, \"why\": \"c\"}]", "row 0: expected a text, got null")]
    [InlineData("no JSON", "row 0: ")]
    public void ReadAll_OfSomethingElse_NamesTheFileAndTheRow(string json, string expected)
    {
        using var folder = new TempFolder();
        var path = folder.Write("zoo.json", json);
        Assert.StartsWith($"{path}: {expected}", Assert.Throws<InvalidDataException>(() => OddText.ReadAll(path)).Message, StringComparison.Ordinal);
    }
}
