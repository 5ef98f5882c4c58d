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
}
