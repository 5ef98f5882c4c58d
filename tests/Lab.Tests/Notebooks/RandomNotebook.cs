// Notebooks of any shape that nbformat 4 allows, the same for the same seed.
using System.Text;
using System.Text.Json.Nodes;

namespace Lab.Tests.Notebooks;

internal static class RandomNotebook
{
    private const string Letters = "ab \"\\\t\n\r\u2028\u0085é→{}<>&+";

    public static string Text(int seed)
    {
        var random = new Random(seed);
        var cells = Enumerable.Range(0, random.Next(6)).Select(_ => (JsonNode)Cell(random)).ToArray();
        return new JsonObject { ["nbformat"] = 4, ["nbformat_minor"] = random.Next(6), ["metadata"] = Anything(random, 3), ["cells"] = new JsonArray(cells) }.ToJsonString();
    }

    private static JsonObject Cell(Random random)
    {
        var type = random.GetItems(["code", "markdown", "raw"], 1)[0];
        var cell = new JsonObject { ["cell_type"] = type, ["metadata"] = Anything(random, 2), ["source"] = Source(random) };
        if (type == "code")
        {
            cell["outputs"] = new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => (JsonNode)Output(random))]);
        }

        return cell;
    }

    private static JsonObject Output(Random random) => random.Next(2) == 0
        ? new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = Source(random) }
        : new JsonObject { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject { ["text/plain"] = Source(random), ["image/png"] = "aGk=" } };

    private static JsonNode Source(Random random) =>
        random.Next(2) == 0 ? Word(random) : new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => (JsonNode)Word(random))]);

    private static JsonObject Anything(Random random, int depth)
    {
        var map = new JsonObject();
        for (var i = random.Next(4); depth > 0 && i > 0; i--)
        {
            map[Word(random)] = random.Next(3) switch { 0 => Anything(random, depth - 1), 1 => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)), _ => Word(random) };
        }

        return map;
    }

    private static string Word(Random random)
    {
        var word = new StringBuilder();
        for (var i = random.Next(8); i > 0; i--)
        {
            word.Append(Letters[random.Next(Letters.Length)]);
        }

        return word.ToString();
    }
}
