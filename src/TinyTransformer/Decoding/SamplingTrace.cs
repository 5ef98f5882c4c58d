using System.Globalization;
using System.Text;

namespace TinyTransformer;

/// <summary>How logits became the distribution that a token is drawn from: one stage before all steps, and one after each.</summary>
public sealed class SamplingTrace
{
    internal SamplingTrace(IReadOnlyList<SamplingStage> stages) => Stages = stages;

    /// <summary>The first is the model's own distribution, the last the one that is drawn from.</summary>
    public IReadOnlyList<SamplingStage> Stages { get; }

    /// <summary>The probabilities as a table: a row for each of the likeliest tokens (by the model), a column for each stage, and what each stage keeps, cuts and has as entropy. A cut token is a dash.</summary>
    /// <param name="label">The text of an id; null: the id.</param>
    /// <param name="rows">How many tokens; the rest is one line. The numbers under the table are always those of the full vocabulary.</param>
    public string ToText(Func<int, string>? label = null, int rows = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var model = Stages[0].Probabilities;
        var shown = Enumerable.Range(0, model.Count).OrderByDescending(id => model[id]).Take(rows).ToHashSet();
        var lines = new List<string[]> { (string[])["token", .. Stages.Select(stage => stage.Name)] };
        lines.AddRange(shown.Select(id => Line(label?.Invoke(id) ?? $"{id}", stage => double.IsNegativeInfinity(stage.Logits[id]) ? "–" : Fixed(stage.Probabilities[id]))));
        if (shown.Count < model.Count)
        {
            lines.Add(Line($"{model.Count - shown.Count} more", stage => Fixed(stage.Probabilities.Where((_, id) => !shown.Contains(id)).Sum())));
        }
        lines.Add(Line("kept", stage => $"{stage.Kept}"));
        lines.Add(Line("cut", stage => Fixed(stage.CutMass)));
        lines.Add(Line("nats", stage => Fixed(stage.Entropy)));
        lines.Add(Line("bits", stage => Fixed(stage.EntropyBits)));
        return Aligned(lines);
    }

    /// <inheritdoc/>
    public override string ToString() => ToText();

    private string[] Line(string head, Func<SamplingStage, string> cell) => [head, .. Stages.Select(cell)];

    private static string Fixed(double value) => value.ToString("f4", CultureInfo.InvariantCulture);

    private static string Aligned(List<string[]> lines)
    {
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendJoin("  ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).Append('\n');
        }
        return text.ToString();
    }
}
