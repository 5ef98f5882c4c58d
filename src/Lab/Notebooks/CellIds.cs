// Ids for the cells that have none (nbformat before 4.5). They follow from the cell's place alone, so that reading twice gives the same.
using System.Text.Json.Nodes;

namespace Lab.Notebooks;

internal static class CellIds
{
    public static void FillIn(JsonArray cells)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var without = new List<(JsonObject Cell, int Place)>();
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = cells[i]!.AsObject();
            if (cell["id"] is not JsonValue value || !value.TryGetValue(out string? id) || !taken.Add(id))
            {
                without.Add((cell, i + 1));
            }
        }
        foreach (var (cell, place) in without)
        {
            cell["id"] = Free($"cell-{place}", taken);
        }
    }

    private static string Free(string wanted, HashSet<string> taken)
    {
        var id = wanted;
        for (var n = 2; !taken.Add(id); n++)
        {
            id = $"{wanted}-{n}";
        }

        return id;
    }
}
