// Reads messages from a stream, one JSON object a line. A line longer than the limit ends the reading: the other end may be
// a cell that displays more than memory holds.
using System.Buffers;
using System.IO.Pipelines;

namespace Lab.Messaging;

internal sealed class MessageReader(Stream stream, long maxLine = long.MaxValue)
{
    private readonly PipeReader _pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 16));

    /// <returns>The next message; null at the end of the stream.</returns>
    /// <exception cref="MessageTooLongException">A line is longer than the limit.</exception>
    /// <exception cref="InvalidDataException">A line is no message.</exception>
    public async Task<Message?> ReadAsync(CancellationToken cancel = default)
    {
        while (true)
        {
            var read = await _pipe.ReadAsync(cancel).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var message = MessageJson.Parse(buffer.Slice(0, end));
                _pipe.AdvanceTo(buffer.GetPosition(1, end));
                return message;
            }
            if (buffer.Length > maxLine)
            {
                throw new MessageTooLongException(maxLine);
            }

            _pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return null;
            }
        }
    }
}
