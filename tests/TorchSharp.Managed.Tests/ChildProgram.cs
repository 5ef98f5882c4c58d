// This assembly as a program of its own. Some facts can be seen from outside only: which digits come out under other settings of the runtime, and how much
// memory a process holds. Such a test starts the assembly a second time with the name of a program in the environment; that program runs, writes its answer and
// ends the process before any test begins.

using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TorchSharp.Managed.Tests;

internal static class ChildProgram
{
    private const string Variable = "TORCHSHARP_MANAGED_TESTS_PROGRAM";

    private static readonly Dictionary<string, Func<string>> s_programs = new()
    {
        [nameof(Digits.FixedProgram)] = Digits.FixedProgram.Run,
        [nameof(Digits.VectorPath)] = Digits.VectorPath.Run,
        [nameof(Memory.UndisposedPairs)] = Memory.UndisposedPairs.Run,
        [nameof(Memory.HugeThenPairs)] = Memory.HugeThenPairs.Run,
        [nameof(Memory.AttentionLoop)] = Memory.AttentionLoop.Run,
        [nameof(Memory.TrainingLoop)] = Memory.TrainingLoop.Run,
    };

    /// <summary>Runs a program in a process of its own, under these settings of the environment, and returns what it wrote.</summary>
    public static string Run(string program, params (string Name, string Value)[] settings)
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProgram).Assembly.Location);
        }

        start.Environment[Variable] = program;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"The program {program} ended with {process.ExitCode}: {answer}");
        return answer;
    }

    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } program)
        {
            return;
        }

        Console.Write(s_programs[program]());
        Environment.Exit(0);
    }
}
