// Progress on a terminal: a bar that moves, and above it a line for each evaluation. The log gets every line that a file would get.
using Spectre.Console;

namespace TinyTransformer.Cli.Reporting;

internal sealed class LiveReporter(IAnsiConsole console, RunLog log) : IRunReporter
{
    public void Line(string line)
    {
        log.Line(line);
        console.WriteLine(line);
    }

    public TrainingOutcome Show(Trainer trainer, Func<TrainingOutcome> run) => console.Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            var bar = context.AddTask("the first update", maxValue: trainer.Options.Updates);
            bar.Value = trainer.State.Update;
            trainer.Updated += (_, progress) =>
            {
                bar.Value = progress.Update;
                bar.Description = ProgressText.Short(progress).EscapeMarkup();
                if (ProgressText.IsDue(progress))
                {
                    log.Line(ProgressText.Of(progress));
                }
            };
            trainer.Evaluated += (_, evaluation) => Line(ProgressText.Of(evaluation));
            return run();
        });
}
