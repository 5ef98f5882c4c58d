// Writes messages to a stream, one JSON object a line. Safe to call from any thread: a line is never torn.
using System.Buffers;

namespace Lab.Messaging;

internal sealed class MessageWriter(Stream stream)
{
    private ArrayBufferWriter<byte> _line = new();
    private readonly Lock _lock = new();

    /// <exception cref="IOException">The other end is gone.</exception>
    public void Write(Message message)
    {
        lock (_lock)
        {
            _line.ResetWrittenCount();
            MessageJson.Write(_line, message);
            _line.Write("\n"u8);
            stream.Write(_line.WrittenSpan);
            stream.Flush();
            if (_line.Capacity > 1 << 20)
            {
                _line = new ArrayBufferWriter<byte>();    // one large picture must not hold its memory for the rest of the session
            }
        }
    }
}
