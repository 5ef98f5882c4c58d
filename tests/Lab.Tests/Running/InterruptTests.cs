// Ctrl+C in the middle of run --save: the kernel is ended, the file is as it was, the exit code says so.
using Lab.Running;
using Lab.Tests.Notebooks;

namespace Lab.Tests.Running;

public class InterruptTests
{
    // A kernel starts within seconds, on a busy machine too; past this the test fails instead of standing still.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Interrupt_WhileACellRuns_LeavesTheFileAndExitsWith130()
    {
        using var folder = new TempFolder();
        var path = folder.Write("n.ipynb", NotebookText.Of("System.IO.File.WriteAllText(\"running\", Environment.ProcessId.ToString());", "while (true) { }"));
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        using var interrupt = new CancellationTokenSource();
        var run = RunCommand.RunAsync([path], RunOptions.Default, keepGoing: false, save: true, interrupt.Token);
        var limit = System.Diagnostics.Stopwatch.StartNew();
        while (!File.Exists(Path.Combine(folder.Path, "running")) && !run.IsCompleted && limit.Elapsed < s_patience)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await interrupt.CancelAsync();
        Assert.Equal(130, await run.WaitAsync(s_patience, TestContext.Current.CancellationToken));
        Assert.Equal(before, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        var kernel = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "running"), TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(kernel));
    }
}
