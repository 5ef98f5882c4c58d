using TinyTransformer.Cli.Runs;

namespace TinyTransformer.Cli.Tests;

/// <summary>Runs the program in this process: the exit code and what it wrote.</summary>
internal static class Cli
{
    internal static (int Code, string Out, string Error) Run(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using StringWriter written = new(), complained = new();
        Console.SetOut(written);
        Console.SetError(complained);
        try
        {
            var code = CommandLine.RunAsync(arguments).GetAwaiter().GetResult();
            return (code, written.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>A command line that is refused: exit code 2, and one line that says so.</summary>
    internal static void AssertRefused(string message, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);
        Assert.True(code == 2, $"exit code {code}: {error}");
        Assert.True(error.Contains(message, StringComparison.Ordinal), error);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", error);
    }

    /// <summary>A run that is cancelled after so many updates, as by Ctrl+C.</summary>
    internal static void Interrupt(string config, string output, int after)
    {
        using var stop = new CancellationTokenSource();
        var setup = RunSetup.Of(ConfigReader.Read(config), config);
        var folder = new RunFolder(output);
        folder.Begin(setup);
        using var trainer = setup.NewTrainer(folder.Checkpoints(setup.Config));
        trainer.Updated += (_, progress) =>
        {
            if (progress.Update == after)
            {
                stop.Cancel();
            }
        };
        Assert.Equal(TrainingOutcome.Cancelled, trainer.Run(stop.Token));
    }
}
