// The process's own stdout and stderr, past Console: native libraries and Console.OpenStandardOutput write there, and the parent reads it.
// A mark at the end of each cell tells the parent that it has read all that the cell wrote.
using System.Text;

namespace Lab.Kernels;

internal sealed class RawStreams
{
    /// <summary>Encloses the id of the request that has ended. A control character that no text has.</summary>
    public const char Mark = '\u001e';

    private readonly Stream _out = Console.OpenStandardOutput();
    private readonly Stream _error = Console.OpenStandardError();

    public void MarkEnd(string requestId)
    {
        Send(_out, $"{Mark}{requestId}{Mark}");
        Send(_error, $"{Mark}{requestId}{Mark}");
    }

    /// <summary>Leaves last words on stderr.</summary>
    public void Write(string text) => Send(_error, text);

    private static void Send(Stream stream, string text)
    {
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush();
        }
        catch (IOException)
        {
            // The cell closed it; the parent waits for the mark a moment and goes on.
        }
    }
}
