// A cell that failed, told in the words of its author: what Jupyter's "error" message carries. Never the host's own exception.
namespace Lab.Kernels;

/// <param name="name">Jupyter's ename: the exception's type.</param>
/// <param name="value">Jupyter's evalue: its message, in one line where possible.</param>
/// <param name="lines">Jupyter's traceback: all that is shown, line by line.</param>
internal sealed class CellException(string name, string value, IReadOnlyList<string> lines) : Exception(value)
{
    public string Name { get; } = name;

    public string Value { get; } = value;

    public IReadOnlyList<string> Lines { get; } = lines;
}
