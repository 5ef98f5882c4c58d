// What cells write to Console.Out and Console.Error, sent on as Jupyter's stream messages while it is written: gathered for a few
// milliseconds, in order with everything else that the cell shows. A writer faster than the pipe is held back, so nothing piles up.
using System.Text;
using System.Text.Json.Nodes;

namespace Lab.Kernels;

internal sealed class ConsoleStreams
{
    private const int MostGathered = 16 * 1024;
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(5);

    private readonly Action<string, JsonObject, JsonObject> _publish;
    private readonly Func<JsonObject> _parent;
    private readonly object _lock = new();
    private readonly StringBuilder _text = new();
    private (string Name, JsonObject Parent) _current = ("stdout", []);

    /// <param name="publish">Takes type, content and parent of a message.</param>
    /// <param name="parent">The request on whose behalf the calling thread runs.</param>
    public ConsoleStreams(Action<string, JsonObject, JsonObject> publish, Func<JsonObject> parent)
    {
        (_publish, _parent) = (publish, parent);
        Out = new ConsoleWriter(text => Write("stdout", text));
        Error = new ConsoleWriter(text => Write("stderr", text));
        // A thread of its own: a cell may keep the whole pool busy.
        new Thread(FlushForever) { IsBackground = true, Name = "console" }.Start();
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>How much can be sent without parting the two halves of a character: the second half may be about to come.</summary>
    private int WholeLength => _text.Length > 0 && char.IsHighSurrogate(_text[^1]) ? _text.Length - 1 : _text.Length;

    public void Flush()
    {
        lock (_lock)
        {
            Send(_text.Length);
        }
    }

    private void Send(int length)
    {
        if (length == 0)
        {
            return;
        }

        var text = _text.ToString(0, length);
        _text.Remove(0, length);
        _publish("stream", new JsonObject { ["name"] = _current.Name, ["text"] = text }, _current.Parent);
    }

    private void Write(string name, ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            var parent = _parent();
            if (name != _current.Name || !ReferenceEquals(parent, _current.Parent))
            {
                Flush();
            }

            _current = (name, parent);
            while (!text.IsEmpty)
            {
                var taken = Math.Min(text.Length, MostGathered);
                _text.Append(text[..taken]);
                text = text[taken..];
                if (_text.Length >= MostGathered)
                {
                    Send(WholeLength);
                }
            }
            Monitor.Pulse(_lock);
        }
    }

    private void FlushForever()
    {
        while (true)
        {
            lock (_lock)
            {
                while (WholeLength == 0)
                {
                    Monitor.Wait(_lock);
                }
            }

            Thread.Sleep(s_delay);
            lock (_lock)
            {
                Send(WholeLength);
            }
        }
    }
}
