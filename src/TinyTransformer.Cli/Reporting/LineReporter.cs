namespace TinyTransformer.Cli.Reporting;

/// <summary>Progress as lines, for files and pipes.</summary>
internal sealed class LineReporter(RunLog log) : IRunReporter
{
    public void Line(string line)
    {
        log.Line(line);
        Console.WriteLine(line);
    }

    public TrainingOutcome Show(Trainer trainer, Func<TrainingOutcome> run)
    {
        trainer.Updated += (_, progress) =>
        {
            if (ProgressText.IsDue(progress))
            {
                Line(ProgressText.Of(progress));
            }
        };
        trainer.Evaluated += (_, evaluation) => Line(ProgressText.Of(evaluation));
        return run();
    }
}
