// Which reporter suits where the output goes.
using Spectre.Console;

namespace Lab.Running;

internal static class Reporters
{
    public static IRunReporter ForConsole()
    {
        if (Console.IsOutputRedirected || Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb")
        {
            return new LineReporter(Console.Out, Console.Error);
        }

        var plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new LiveReporter(AnsiConsole.Create(new AnsiConsoleSettings { ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect }));
    }
}
