// A kernel in a process of its own, seen from outside: send it messages, read its messages, until it ends.
// What user code does to that process (exit, crash, hang) ends this kernel and nothing else.
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Lab.Messaging;

namespace Lab.Running;

internal sealed class KernelProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly MessageWriter _requests;
    private readonly IReadOnlyList<Stream> _pipes;
    private readonly RawOutput _stdout;
    private readonly RawOutput _stderr;
    // Bounded: a kernel that shows things faster than they are read is held back by its pipe.
    private readonly Channel<Message> _messages = Channel.CreateBounded<Message>(64);
    private readonly Task _reading;
    private readonly CancellationTokenSource _disposed = new();
    private JsonObject _lastRequest = [];
    private string? _nonsense;

    /// <param name="maxMessage">The longest message in bytes that is still read; a longer one ends the kernel.</param>
    public KernelProcess(string folder, long maxMessage = long.MaxValue)
    {
        (_process, var requests, var replies) = KernelLauncher.Start(folder);
        (_requests, _pipes) = (new MessageWriter(requests), [requests, replies]);
        _stdout = new RawOutput(_process.StandardOutput.BaseStream, text => PublishRawAsync("stdout", text), _disposed.Token);
        _stderr = new RawOutput(_process.StandardError.BaseStream, text => PublishRawAsync("stderr", text), _disposed.Token);
        _reading = ReadAsync(new MessageReader(replies, maxMessage));
    }

    /// <summary>Jupyter's session of this side's messages.</summary>
    public string Session { get; } = Guid.NewGuid().ToString("N");

    /// <summary>All that the kernel says, in order. Completes when the kernel has ended.</summary>
    public ChannelReader<Message> Messages => _messages.Reader;

    /// <summary>Set if the kernel was ended for a message longer than the limit.</summary>
    public bool SaidTooMuch { get; private set; }

    /// <summary>Sends a request. To a kernel that has ended, nothing is sent: its <see cref="Messages"/> are complete.</summary>
    public void Send(Message message)
    {
        if (message.Type == "execute_request")
        {
            _stdout.Expect(message.Id);
            _stderr.Expect(message.Id);
        }

        try
        {
            _requests.Write(message);
        }
        catch (IOException)
        {
            // It is ending; the reader of Messages will see it.
        }
    }

    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>How the process ended, in a clause: "while it ran, the kernel process ended with code 134: Stack overflow."</summary>
    public async Task<string> DescribeEndAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        if (_nonsense is not null)
        {
            return $"the kernel was stopped, since it sent {_nonsense}";
        }

        var lastWords = LastWords.Pick(_stderr.Tail);
        return $"while it ran, the kernel process ended with code {_process.ExitCode}" + (lastWords is null ? "" : $": {lastWords}");
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _disposed.CancelAsync().ConfigureAwait(false);
        _messages.Writer.TryComplete();
        // Killed is killed: that the system reports its end, or that a pipe which something else still holds comes to one, is not waited for without limit.
        var ended = Task.WhenAll(_process.WaitForExitAsync(), _reading);
        if (await Task.WhenAny(ended, Task.Delay(s_farewell)).ConfigureAwait(false) != ended)
        {
            return;
        }

        foreach (var pipe in _pipes)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
        }

        _process.Dispose();
        _disposed.Dispose();
    }

    private async Task ReadAsync(MessageReader replies)
    {
        // The end of the process is the end: its pipe may be held open by a process that a cell has started.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_disposed.Token);
        _ = _process.WaitForExitAsync(ended.Token).ContinueWith(_ => CancelLater(ended), TaskScheduler.Default);
        try
        {
            while (await replies.ReadAsync(ended.Token).ConfigureAwait(false) is { } message)
            {
                await ForwardAsync(message).ConfigureAwait(false);
            }
        }
        catch (MessageTooLongException)
        {
            SaidTooMuch = true;
            Kill();
        }
        catch (InvalidDataException error)
        {
            _nonsense = error.Message;
            Kill();
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ChannelClosedException)
        {
            // Ended, or no longer wanted.
        }
        await Task.WhenAny(Task.WhenAll(_stdout.Reading, _stderr.Reading), Task.Delay(s_lastWords, CancellationToken.None)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        _messages.Writer.TryComplete();
    }

    private static void CancelLater(CancellationTokenSource ended)
    {
        try
        {
            ended.CancelAfter(s_lastWords);
        }
        catch (ObjectDisposedException)
        {
            // All was read in time.
        }
    }

    private async Task ForwardAsync(Message message)
    {
        if (message.ParentType == "execute_request" && message.Type == "status")
        {
            if ((string?)message.Content["execution_state"] == "busy")
            {
                _lastRequest = message.ParentHeader;
            }
            else
            {
                await Task.WhenAll(_stdout.ReadToMarkAsync(message.ParentId), _stderr.ReadToMarkAsync(message.ParentId)).ConfigureAwait(false);
            }
        }
        await _messages.Writer.WriteAsync(message, _disposed.Token).ConfigureAwait(false);
    }

    private async Task PublishRawAsync(string name, string text)
    {
        var message = Message.Create("stream", "iopub", Session, new JsonObject { ["name"] = name, ["text"] = text }, _lastRequest);
        await _messages.Writer.WriteAsync(message, _disposed.Token).ConfigureAwait(false);
    }
}
