// Jupyter's own library as the judge of our notebooks: valid by its schema, and written byte for byte as it would write them, so that a save in Jupyter makes no
// diff. It is Python (Debian: python3-nbformat; .ci/run installs it); where it is missing, this test says that it was skipped.

using System.Diagnostics;

namespace Notebooks.Tests;

public class NbformatTests
{
    private const string Check = """
        import sys, nbformat
        for path in sys.argv[1:]:
            text = open(path, encoding="utf-8", newline="").read()
            notebook = nbformat.reads(text, as_version=4)
            nbformat.validate(notebook)
            if nbformat.writes(notebook) + "\n" != text:
                sys.exit(path + ": Jupyter would write other bytes")
        """;

    [Fact]
    public async Task Notebooks_ByJupytersOwnLibrary_AreValidAndCanonical()
    {
        Assert.SkipUnless(await Python("import nbformat") is (0, _), "python3 with nbformat is not installed (Debian: python3-nbformat)");
        var (exitCode, errors) = await Python(Check, [.. Repository.Notebooks]);
        Assert.True(exitCode == 0, errors);
    }

    private static async Task<(int ExitCode, string Errors)> Python(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-c", program, .. arguments]) { RedirectStandardError = true })!;
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return (process.ExitCode, errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "there is no python3 here");
        }
    }
}
