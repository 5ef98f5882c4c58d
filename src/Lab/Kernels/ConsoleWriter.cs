// A console writer whose text goes to a function. Lines end in \n on every system, so that saved outputs are the same on all.
using System.Text;

namespace Lab.Kernels;

internal sealed class ConsoleWriter : TextWriter
{
    private readonly WriteText _write;

    public ConsoleWriter(WriteText write)
    {
        _write = write;
        CoreNewLine = ['\n'];
    }

    public delegate void WriteText(ReadOnlySpan<char> text);

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => _write([value]);

    public override void Write(string? value) => _write(value);

    public override void Write(char[] buffer, int index, int count) => _write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => _write(buffer);
}
