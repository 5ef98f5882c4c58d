namespace TinyTransformer.Cli.Reporting;

/// <summary>Tells how a run goes.</summary>
internal interface IRunReporter
{
    /// <summary>Tells a line, on the console and in the log.</summary>
    void Line(string line);

    /// <summary>Tells what a trainer does while it runs.</summary>
    TrainingOutcome Show(Trainer trainer, Func<TrainingOutcome> run);
}
