// The program as a process of its own, for what only a process has: signals and standard input.
using System.Diagnostics;
using System.Text;

namespace TinyTransformer.Cli.Tests;

internal sealed class CliProcess : IDisposable
{
    // On a busy machine, too; past this a test fails instead of standing still.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task<string> _error;

    private CliProcess(Process process) => (_process, _error) = (process, process.StandardError.ReadToEndAsync());

    internal static CliProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments.Prepend(typeof(CommandLine).Assembly.Location))
        {
            start.ArgumentList.Add(argument);
        }
        return new(Process.Start(start)!);
    }

    /// <summary>The whole run of a program that is given this on standard input.</summary>
    internal static (int Code, string Out, string Error) Run(byte[] input, params string[] arguments)
    {
        using var program = Start(arguments);
        program._process.StandardInput.BaseStream.Write(input);
        program._process.StandardInput.Close();
        return program.End();
    }

    /// <summary>A line on standard input.</summary>
    internal void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Reads lines until one begins like this.</summary>
    internal void WaitForLine(string beginning)
    {
        while (_process.StandardOutput.ReadLineAsync().WaitAsync(s_patience, TestContext.Current.CancellationToken).GetAwaiter().GetResult() is { } line)
        {
            _ = _output.Append(line).Append('\n');
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return;
            }
        }
        Assert.Fail($"the program ended without a line \"{beginning}…\": {_output}{End().Error}");
    }

    /// <summary>What a terminal does at Ctrl+C. Windows has no signals, and its Ctrl+C goes to all programs of a console.</summary>
    internal void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the end.</summary>
    internal (int Code, string Out, string Error) End()
    {
        _ = _output.Append(_process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience, TestContext.Current.CancellationToken).GetAwaiter().GetResult());
        Assert.True(_process.WaitForExit(s_patience), "the program does not end");
        return (_process.ExitCode, $"{_output}".ReplaceLineEndings("\n"), _error.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        _process.Dispose();
    }
}
