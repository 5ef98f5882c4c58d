// The Lab as a user starts it: its own process, its exit code, and what it printed.
using System.Diagnostics;

namespace Lab.Tests.Running;

internal static class LabProcess
{
    /// <param name="folder">The working folder.</param>
    public static async Task<LabResult> RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new LabResult(process.ExitCode, await output, await errors);
    }

    public static Process Start(string folder, params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(UserError).Assembly.Location, .. arguments])
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
