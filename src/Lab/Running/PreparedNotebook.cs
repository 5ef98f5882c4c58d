// A notebook whose turn comes next: read, with its kernel starting up; or why it could not be read.
using Lab.Notebooks;

namespace Lab.Running;

internal sealed record PreparedNotebook(string Path, KernelProcess? Kernel, Notebook? Notebook, string Refusal) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Kernel?.DisposeAsync() ?? ValueTask.CompletedTask;
}
