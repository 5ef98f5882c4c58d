// Runs cells one after the other: the chain of submissions and their variables. It knows nothing of messages.
// Compiling and running are two steps, since only the second may be interrupted.
using System.Reflection;

namespace Lab.Kernels;

internal sealed class Interpreter
{
    private readonly UserLoadContext _libraries = new();
    private readonly NotebookReferences _references;
    private readonly SubmissionCompiler _compiler;
    private object[] _slots = new object[64];
    private Submission? _last;

    /// <param name="folder">The notebook's folder: relative paths of #r and #load start here.</param>
    public Interpreter(string folder)
    {
        _references = new NotebookReferences(folder, _libraries);
        _compiler = new SubmissionCompiler(_references, new NotebookSources(folder));
    }

    /// <exception cref="CellException">The cell does not compile. Its names are not declared and the next cell chains on the one before it.</exception>
    public Submission Compile(string code, string label)
    {
        CellSyntax.RefuseMagics(code, label);
        var submission = _compiler.Compile(code, label, _last);
        return submission.Errors.IsEmpty ? submission : throw CompileError.Describe(submission.Errors);
    }

    /// <returns>Whether the cell has a result, and which.</returns>
    /// <exception cref="CellException">The cell threw. What it had declared stays declared.</exception>
    public async Task<(bool HasResult, object? Result)> RunAsync(Submission submission)
    {
        _last = submission;
        if (!submission.HasCode)
        {
            return (false, null);
        }

        if (submission.SlotCount >= _slots.Length)
        {
            Array.Resize(ref _slots, _slots.Length * 2);
        }

        var entry = submission.Compilation.GetEntryPoint(CancellationToken.None)!;
        var type = _libraries.LoadSubmission(submission).GetType(entry.ContainingType.MetadataName, throwOnError: true)!;
        var start = type.GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.CreateDelegate<Func<object[], Task<object?>>>();
        try
        {
            var result = await start(_slots).ConfigureAwait(false);
            return (result is not null || submission.HasResult(), result);
        }
        catch (Exception error)
        {
            throw RuntimeError.Describe(error);
        }
    }

    /// <summary>Compiles and runs a cell that uses what cells use, in a chain of its own, so that the first real one finds the compiler warm.</summary>
    public async Task WarmUpAsync()
    {
        const string code = """
            using System.Diagnostics;
            int Twice(int x) => 2 * x;
            var text = string.Join(", ", Enumerable.Range(0, 2).Select(i => $"{Twice(i):F1}"));
            record P(int X); foreach (var p in new[] { new P(1) }) { if (p.X == 2) display(text); }
            await Task.CompletedTask;
            text
            """;
        var scratch = new SubmissionCompiler(_references, new NotebookSources(Path.GetTempPath()));
        var submission = scratch.Compile(code, "warm-up", null);
        _ = scratch.Compile("text.Length", "warm-up", submission);
        var context = new UserLoadContext();
        var type = context.LoadSubmission(submission).GetType("Submission#1", throwOnError: true)!;
        await type.GetMethod("<Factory>", BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<Func<object[], Task<object?>>>()(new object[4]).ConfigureAwait(false);
    }
}
