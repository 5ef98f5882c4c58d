// Where the repository lies, and how its host is run: as a reader runs it, in a process of its own.

using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Notebooks.Tests;

internal static class Repository
{
    /// <summary>The folder with the solution, found from where this file was compiled.</summary>
    internal static string Root { get; } = FindRoot();

    internal static string File(string relative) => Path.Combine(Root, relative);

    /// <summary>The course's notebooks; my-….ipynb are a reader's own.</summary>
    internal static IEnumerable<string> Notebooks => Directory.EnumerateFiles(File("notebooks"), "*.ipynb", SearchOption.AllDirectories)
        .Where(path => !Path.GetFileName(path).StartsWith("my-", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>The notebooks in reading order, without the solutions.</summary>
    internal static IEnumerable<string> Walk => Notebooks.Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "notebooks");

    /// <summary>What to tell a reader who edited a notebook and then ran the tests.</summary>
    internal static string Edited(string notebook) => $"{notebook} is not as it was written. If you edited it: git checkout {notebook} brings it back; copies named my-….ipynb are left alone.";

    /// <summary>Runs the Lab that this test project was built with.</summary>
    internal static async Task<(int ExitCode, string Output)> Lab(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Lab.dll"), .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        while (!System.IO.File.Exists(Path.Combine(folder, "TransformersFromScratch.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException($"no TransformersFromScratch.slnx above {here}");
        }
        return folder;
    }
}
