// The command line: verbs, options, help. What a verb does stands with the verb.
using System.CommandLine;
using Lab.Checking;
using Lab.Running;

namespace Lab.CommandLine;

internal static class LabCommandLine
{
    private const string About = """
        The Lab runs C# notebooks (.ipynb).

        Examples (lab stands for: dotnet run --project src/Lab --):
          lab run notebooks/               run every notebook, say how it goes, stop at the first that fails
          lab run --save notebooks/a.ipynb run one and write its outputs into its file
          lab check notebooks/             run them and compare with the outputs in the files

        "Cell 7" is the seventh code cell, the one that Jupyter numbers [7]. Lines and columns count from 1.

        Exit codes:
          0    all well
          1    a notebook failed, differs, or could not be read or saved
          2    wrong usage
          130  interrupted with Ctrl+C
        """;

    private const string Usage = "Say lab run PATH or lab check PATH, or lab --help for more; lab is short for: dotnet run --project src/Lab --";

    /// <returns>An exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
            {
                await Console.Error.WriteLineAsync(message).ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync(Usage).ConfigureAwait(false);
            return ExitCode.WrongUsage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (UserError error)
        {
            await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
            return ExitCode.Failure;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync("lab: " + LabFault.Describe(error)).ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand(About) { RunVerb(), CheckVerb() };
        root.SetAction(_ =>
        {
            Console.Error.WriteLine($"{Usage} Without a verb the Lab will one day start its server; it has none yet.");
            return ExitCode.WrongUsage;
        });
        return root;
    }

    private static Command RunVerb()
    {
        var limits = new LimitOptions();
        var paths = Paths();
        var save = new Option<bool>("--save") { Description = "Write the outputs into each notebook that runs through (a file that fails stays as it was)" };
        var verb = new Command("run", "Run notebooks from top to bottom, each in a fresh kernel, stopping at the first cell that fails") { paths, save };
        limits.AddTo(verb);
        verb.SetAction((parsed, cancel) => RunCommand.RunAsync(parsed.GetValue(paths)!, limits.Read(parsed), limits.KeepGoing(parsed), parsed.GetValue(save), cancel));
        return verb;
    }

    private static Command CheckVerb()
    {
        var limits = new LimitOptions();
        var paths = Paths();
        var verb = new Command("check", "Run notebooks and compare what they show with the outputs in their files: texts exactly, pictures within 2 levels of 255") { paths };
        limits.AddTo(verb);
        verb.SetAction((parsed, cancel) => CheckCommand.RunAsync(parsed.GetValue(paths)!, limits.Read(parsed), limits.KeepGoing(parsed), cancel));
        return verb;
    }

    private static Argument<string[]> Paths()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "A notebook, or a folder: all *.ipynb in it and in its folders, in the order of their names",
        };
        paths.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"There is no option {token.Value}.");
            }
        });
        return paths;
    }
}
