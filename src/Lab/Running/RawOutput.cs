// Reads a kernel's own stdout or stderr: output that went past Console. Takes out the marks that the kernel sets at the end of each cell.
using System.Text;

namespace Lab.Running;

internal sealed class RawOutput
{
    private const int TailLength = 4000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Func<string, Task> _publish;
    private readonly Lock _lock = new();
    private readonly RawMarks _marks;
    private readonly HashSet<string> _expected = [];
    private readonly Dictionary<string, TaskCompletionSource> _waiters = [];
    private string _head = "";
    private string _tail = "";

    /// <param name="publish">Takes the text as it comes.</param>
    public RawOutput(Stream stream, Func<string, Task> publish, CancellationToken cancel)
    {
        _publish = publish;
        _marks = new RawMarks(IsExpected);
        Reading = Task.Run(() => ReadAsync(stream, cancel), CancellationToken.None);
    }

    public Task Reading { get; }

    /// <summary>The beginning and the end of what was written since the last mark.</summary>
    public string Tail
    {
        get
        {
            lock (_lock)
            {
                return _head + _tail;
            }
        }
    }

    /// <summary>Announces a mark. What looks like one and was not announced is text.</summary>
    public void Expect(string mark)
    {
        lock (_lock)
        {
            _expected.Add(mark);
        }
    }

    /// <summary>Waits until all that the kernel wrote up to this mark is published. Not for ever: a cell may have closed the stream.</summary>
    public async Task ReadToMarkAsync(string mark)
    {
        await Task.WhenAny(Waiter(mark).Task, Reading, Task.Delay(s_patience)).ConfigureAwait(false);
        lock (_lock)
        {
            _waiters.Remove(mark);
        }
    }

    private async Task ReadAsync(Stream stream, CancellationToken cancel)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var (bytes, chars) = (new byte[8192], new char[8193]);
        try
        {
            while (await stream.ReadAsync(bytes, cancel).ConfigureAwait(false) is var count and > 0)
            {
                var passed = new List<string>();
                var text = _marks.Take(chars.AsSpan(0, decoder.GetChars(bytes, 0, count, chars, 0)), passed);
                Remember(text, afresh: passed.Count > 0);
                if (text.Length > 0)
                {
                    await _publish(text).ConfigureAwait(false);
                }

                foreach (var mark in passed)
                {
                    Waiter(mark).TrySetResult();
                }
            }

            if (_marks.Rest() is { Length: > 0 } rest)
            {
                Remember(rest, afresh: false);
                await _publish(rest).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or System.Threading.Channels.ChannelClosedException)
        {
            // The kernel is gone, or no longer wanted.
        }
    }

    private bool IsExpected(string mark)
    {
        lock (_lock)
        {
            return _expected.Remove(mark);
        }
    }

    private void Remember(string text, bool afresh)
    {
        lock (_lock)
        {
            if (afresh)
            {
                _head = _tail = "";
            }

            var first = Math.Min(text.Length, TailLength - _head.Length);
            _head += text[..first];
            _tail += text[first..];
            _tail = _tail[Math.Max(0, _tail.Length - TailLength)..];
        }
    }

    private TaskCompletionSource Waiter(string mark)
    {
        lock (_lock)
        {
            if (!_waiters.TryGetValue(mark, out var waiter))
            {
                _waiters[mark] = waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return waiter;
        }
    }
}
