// Which reporter suits where the output goes.
using Spectre.Console;

namespace TinyTransformer.Cli.Reporting;

internal static class Reporters
{
    public static IRunReporter ForConsole(RunLog log) =>
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb" ? new LineReporter(log) : new LiveReporter(AnsiConsole.Console, log);
}
