namespace TinyTransformer;

public static partial class Show
{
    private const int MostLossPoints = 2000;

    /// <summary>The losses of a run so far, as a figure that can be shown while it goes on: <c>shown.Update(Show.Losses(updates, evaluations))</c>. The axis reaches to the last update that is planned.</summary>
    /// <param name="updates">What <see cref="Trainer.Updated"/> told; may be empty. Of more than 2000 every second, third … is drawn, and the last.</param>
    /// <param name="evaluations">What <see cref="Trainer.Evaluated"/> told; null: nothing was measured.</param>
    /// <param name="title">The heading.</param>
    /// <param name="scale">Of the losses. On a logarithmic one a loss of 0 is refused when the figure is rendered.</param>
    /// <param name="line">A loss to compare with, in nats, as ln V of a model that knows nothing, and its name.</param>
    /// <exception cref="ArgumentException">There is nothing to draw.</exception>
    public static Curves Losses(
        IReadOnlyList<TrainingProgress> updates,
        IReadOnlyList<Evaluation>? evaluations = null,
        string? title = null,
        AxisScale scale = AxisScale.Linear,
        (string Name, double Loss)? line = null)
    {
        ArgumentNullException.ThrowIfNull(updates);
        var every = 1 + (updates.Count - 1) / MostLossPoints;
        var drawn = updates.Where((_, i) => i % every == 0 || i == updates.Count - 1).ToList();
        List<Curve> curves = [];
        if (drawn.Count > 0)
        {
            curves.Add(new("training", drawn.Select(update => (double)update.Update).ToArray(), drawn.Select(update => update.Loss).ToArray()) { ShowMarkers = false });
        }
        if (evaluations is { Count: > 0 })
        {
            curves.Add(new("held out", evaluations.Select(evaluation => (double)evaluation.Update).ToArray(), evaluations.Select(evaluation => evaluation.Loss).ToArray()) { ShowMarkers = true });
        }
        if (curves.Count == 0)
        {
            throw new ArgumentException("updates: expected at least one, or an evaluation");
        }
        if (line is var (name, loss))
        {
            curves.Add(new(name, (double[])[0, updates is [.., var last] ? last.Updates : Math.Max(1, evaluations![^1].Update)], (double[])[loss, loss]) { ShowMarkers = false });
        }
        return new(curves) { Title = title, XTitle = "update", YTitle = "loss (nats a token)", YScale = scale };
    }
}
