// The verb "train": builds what the config says, trains it, keeps the best weights (or the mean of the last), and judges the result.
using TinyTransformer.Cli.Reporting;
using TinyTransformer.Cli.Runs;

namespace TinyTransformer.Cli.Commands;

internal static class TrainCommand
{
    /// <returns>An exit code.</returns>
    /// <exception cref="UserError">The config or the output folder is not as it must be; nothing was changed.</exception>
    public static int Run(string configPath, string? output, bool resume, bool overwrite, CancellationToken cancel)
    {
        var config = ConfigReader.Read(configPath);
        var folder = new RunFolder(output ?? RunFolder.PathOf(config, configPath));
        RequireChoice(folder, resume, overwrite);
        var setup = RunSetup.Of(config, configPath);
        cancel.ThrowIfCancellationRequested();                              // nothing is changed yet
        using var trainer = setup.NewTrainer(folder.Checkpoints(config));
        if (resume)
        {
            folder.RequireRunOf(setup, configPath);
            trainer.Checkpoints!.LoadLatest(trainer);
        }
        else
        {
            folder.Begin(setup);
        }
        using var log = new RunLog(folder.LogFile);
        var reporter = Reporters.ForConsole(log);
        reporter.Line($"{Path.GetFileName(configPath)}: {setup.About}");
        reporter.Line($"{ParameterCount.Built(setup.Model.Model):N0} parameters, {config.Training.Updates:N0} updates{(resume ? $", taken up after update {trainer.State.Update:N0}" : "")}");
        var outcome = reporter.Show(trainer, () => Train(trainer, setup.Model, folder, cancel));
        if (outcome == TrainingOutcome.Cancelled)
        {
            reporter.Line($"interrupted after update {trainer.State.Update:N0}; --resume goes on from there");
            return ExitCode.Interrupted;
        }
        reporter.Line(outcome == TrainingOutcome.StoppedEarly ? $"stopped early: no better evaluation since update {trainer.State.BestUpdate:N0}" : $"all {trainer.State.Update:N0} updates done in {ProgressText.Time(TimeSpan.FromSeconds(trainer.State.Seconds))}");
        Finish(setup, folder, reporter, trainer, cancel);
        return ExitCode.Success;
    }

    private static void RequireChoice(RunFolder folder, bool resume, bool overwrite)
    {
        if (resume && overwrite)
        {
            throw new UserError("--resume and --overwrite: choose one");
        }
        if (folder.HoldsSomething && !resume && !overwrite)
        {
            throw new UserError($"{folder.Path}: there is something already; --resume goes on with its run, --overwrite replaces it, --output names another folder");
        }
    }

    private static TrainingOutcome Train(Trainer trainer, SavedModel model, RunFolder folder, CancellationToken cancel)
    {
        trainer.Evaluated += (_, evaluation) =>
        {
            if (evaluation.IsBest)
            {
                model.Save(folder.Path);
            }
        };
        try
        {
            return trainer.Run(cancel);
        }
        catch (InvalidOperationException error)
        {
            throw new TrainingFailure(error.Message, error);
        }
    }

    private static void Finish(RunSetup setup, RunFolder folder, IRunReporter reporter, Trainer trainer, CancellationToken cancel)
    {
        var model = setup.Model;
        if (setup.Config.AverageLast > 1)
        {
            var checkpoints = trainer.Checkpoints!.WeightFiles;
            CheckpointAverage.Load(model.Model, checkpoints);
            model.Save(folder.Path);
            reporter.Line($"the model is the mean of the last {checkpoints.Count} checkpoints");
        }
        else
        {
            model = Models.Load(folder.Path);
            reporter.Line($"the model is the one after update {trainer.State.BestUpdate:N0}");
        }
        EvaluateCommand.Judge(setup with { Model = model }, reporter.Line, cancel);
    }
}
