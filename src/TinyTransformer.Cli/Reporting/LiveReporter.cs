// Progress on a terminal: a bar that moves, and above it a line for each evaluation. The log gets every line that a file would get.
using Spectre.Console;

namespace TinyTransformer.Cli.Reporting;

internal sealed class LiveReporter(IAnsiConsole console, RunLog log) : IRunReporter
{
    // Bar, percentage and text stay on one line: of a terminal of 100 columns and more the bar takes 40, of a narrower one what the text leaves, 10 at least; below 70 the pace is left out.
    private const int WidestBar = 40, NarrowestBar = 10, BesideBar = 52, WidthForPace = 70;

    public void Line(string line)
    {
        log.Line(line);
        foreach (var row in Wrapped.Lines(line, console.Profile.Width - 1))
        {
            console.WriteLine(row.PadRight(console.Profile.Width - 1));         // a row takes the place of the bar's, which is not erased before
        }
    }

    public TrainingOutcome Show(Trainer trainer, Func<TrainingOutcome> run) => console.Progress()
        .Columns(new ProgressBarColumn { Width = Math.Clamp(console.Profile.Width - BesideBar, NarrowestBar, WidestBar) }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            var bar = context.AddTask("the first update", maxValue: trainer.Options.Updates);
            bar.Value = trainer.State.Update;
            trainer.Updated += (_, progress) =>
            {
                bar.Value = progress.Update;
                bar.Description = ProgressText.Short(progress, console.Profile.Width >= WidthForPace).EscapeMarkup();
                if (ProgressText.IsDue(progress))
                {
                    log.Line(ProgressText.Of(progress));
                }
            };
            trainer.Evaluated += (_, evaluation) => Line(ProgressText.Of(evaluation));
            return run();
        });
}
