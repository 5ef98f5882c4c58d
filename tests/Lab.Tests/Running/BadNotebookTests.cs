// Each way to fail ends in one clear line that names file, cell and cause; and the next notebook runs all the same.
namespace Lab.Tests.Running;

public sealed class BadNotebookTests(BadNotebooks bad) : IClassFixture<BadNotebooks>
{
    [Theory]
    [InlineData("bad/no-json.ipynb: line 1, column 13: not JSON")]
    [InlineData("bad/old.ipynb: nbformat 3 is too old")]
    [InlineData("bad/new.ipynb: nbformat 5 is newer")]
    [InlineData("bad/reference.ipynb: cell 2, line 1, column 1: error CS0006: \"../out/My.dll\" was not found from the notebook's folder. If a project of yours makes it, build that first: dotnet build")]
    [InlineData("bad/throws.ipynb: cell 2, line 2: InvalidOperationException: bad 1\n    Check(a);\n    ^^^^^^^^^\n   at Check(int n) in cell 1, line 3\n   at cell 2, line 2\n")]
    [InlineData("bad/compile.ipynb: cell 1, line 2, column 13: error CS0103: The name 'missing' does not exist in the current context\n    var b = a + missing;\n                ^^^^^^^\n")]
    [InlineData("bad/prints.ipynb: cell 1: showed more than 1 MB and was stopped (--max-output)\n")]
    [InlineData("bad/shows.ipynb: cell 1: showed more than 1 MB and was stopped (--max-output)\n")]
    [InlineData("bad/spins.ipynb: cell 2: ran longer than 5 s and was stopped (--timeout)\n")]
    [InlineData("bad/sleeps.ipynb: cell 1: ran longer than 5 s and was stopped (--timeout)\n")]
    [InlineData("bad/exits.ipynb: cell 1: while it ran, the kernel process ended with code 5\n")]
    [InlineData("bad/fails-fast.ipynb: cell 1: while it ran, the kernel process ended with code ")]
    [InlineData("Process terminated. gone\n")]
    [InlineData("bad/overflows.ipynb: cell 1: while it ran, the kernel process ended with code ")]
    [InlineData(": Stack overflow.")]
    [InlineData("bad/async-void.ipynb: cell 1: while it ran, the kernel process ended with code 70: an exception that nothing caught, on a thread or in an async void method: Exception: nobody waits\n")]
    public void Failure_IsToldOnTheErrorStream(string expected) =>
        Assert.Contains(expected, bad.Result.Errors.ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public void ExitCode_WithAFailure_IsOne() => Assert.Equal(1, bad.Result.ExitCode);

    [Fact]
    public void KeepGoing_AfterFailures_RunsTheRest()
    {
        Assert.Contains("bad/zz-last.ipynb  cell 1/1  ok", bad.Result.Output, StringComparison.Ordinal);
        Assert.Contains("bad/empty.ipynb  no code cells", bad.Result.Output, StringComparison.Ordinal);
        Assert.Contains("2 notebooks ok, 14 failed", bad.Result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_StopsItsNotebook() => Assert.DoesNotContain("throws.ipynb  cell 3/3", bad.Result.Output, StringComparison.Ordinal);

    [Fact]
    public void Failures_NeverShow_TheHostsOwnFrames()
    {
        Assert.DoesNotContain("Lab.", bad.Result.Errors.Replace("the Lab.", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("Submission", bad.Result.Errors, StringComparison.Ordinal);
    }
}
