// The command line itself: help, wrong usage, paths that mean nothing.
namespace Lab.Tests.Running;

public class UsageTests
{
    [Theory]
    [InlineData("", "Say lab run PATH or lab check PATH")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("run", "Required argument missing")]
    [InlineData("run x.ipynb --frobnicate", "There is no option --frobnicate")]
    [InlineData("run x.ipynb --timeout soon", "--timeout wants a number of seconds from 0 to 1000000, not soon")]
    [InlineData("run x.ipynb --timeout -1", "--timeout wants a number of seconds from 0")]
    [InlineData("check x.ipynb --max-output 0", "--max-output wants a number of MB above 0")]
    public async Task WrongUsage_ExitsWithTwo_AndSaysWhatIsWrong(string arguments, string expected)
    {
        var result = await LabProcess.RunAsync(Path.GetTempPath(), arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_Shows_VerbsExamplesAndExitCodes()
    {
        var result = await LabProcess.RunAsync(Path.GetTempPath(), "--help");
        Assert.Equal(0, result.ExitCode);
        Assert.All(["run", "check", "lab run --save", "Exit codes", "seventh code cell"], part => Assert.Contains(part, result.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("kernel  ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "nowhere: no such file or folder")]
    [InlineData("empty", "empty: no notebooks (*.ipynb) in this folder")]
    [InlineData("text.txt", "text.txt: not a notebook: its name does not end in .ipynb")]
    public async Task Path_ThatMeansNoNotebook_IsToldInOneLine(string path, string expected)
    {
        using var folder = new TempFolder();
        folder.Write("text.txt", "");
        folder.Write("empty/.ipynb_checkpoints/x.ipynb", "");
        var result = await LabProcess.RunAsync(folder.Path, "run", path);
        Assert.Equal((1, expected), (result.ExitCode, result.Errors.Trim()));
    }
}
