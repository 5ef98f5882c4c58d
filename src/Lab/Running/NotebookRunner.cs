// Runs a notebook from top to bottom in a kernel of its own, and stops at the first cell that fails.
// It changes nothing on disk.
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Lab.Messaging;
using Lab.Notebooks;

namespace Lab.Running;

internal sealed class NotebookRunner(KernelProcess kernel, RunOptions options)
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, CellOutputs> _outputs = [];

    /// <summary>Runs each code cell in turn, and reports it before the next begins.</summary>
    /// <param name="started">Called with the number of a cell, from 1, when the kernel takes it up.</param>
    /// <param name="ended">Called with its number, its failure if any, and its duration without the kernel's start.</param>
    /// <returns>The outputs of the cells that were run, in order; fewer than there are cells if one failed.</returns>
    public async Task<IReadOnlyList<CellOutputs>> RunAsync(Notebook notebook, Action<int> started, Action<int, CellFailure?, TimeSpan> ended, CancellationToken cancel)
    {
        var all = new List<CellOutputs>();
        foreach (var cell in notebook.CodeCells)
        {
            var number = all.Count + 1;
            var clock = new Stopwatch();
            var outputs = new CellOutputs();
            all.Add(outputs);
            var failure = await RunCellAsync(cell, number, outputs, clock, started, cancel).ConfigureAwait(false);
            ended(number, failure, clock.Elapsed);
            if (failure is not null)
            {
                break;
            }
        }
        return all;
    }

    private async Task<CellFailure?> RunCellAsync(Cell cell, int number, CellOutputs outputs, Stopwatch clock, Action<int> started, CancellationToken cancel)
    {
        var request = Message.Create("execute_request", "shell", kernel.Session, ExecuteContent(cell.Source));
        _outputs[request.Id] = outputs;
        kernel.Send(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(s_start);
        try
        {
            var error = await AwaitEndAsync(request.Id, Begin, limit).ConfigureAwait(false);
            return error is null || cell.MayThrow ? null : CellFailure.Of(error, number, cell.Source);

            void Begin()
            {
                clock.Start();
                started(number);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            kernel.Kill();
            if (!clock.IsRunning)
            {
                return new CellFailure("", $"the kernel did not take it up within {s_start.TotalSeconds:0} s", []);
            }

            return new CellFailure("", $"ran longer than {options.Timeout.TotalSeconds:0.###} s and was stopped (--timeout)", []);
        }
        catch (ChannelClosedException)
        {
            return kernel.SaidTooMuch ? TooMuch() : await DeathAsync().ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            kernel.Kill();
            return TooMuch();
        }
    }

    /// <returns>The content of the error message if the cell failed.</returns>
    private async Task<JsonObject?> AwaitEndAsync(string id, Action begin, CancellationTokenSource limit)
    {
        JsonObject? error = null;
        while (true)
        {
            var message = await kernel.Messages.ReadAsync(limit.Token).ConfigureAwait(false);
            foreach (var owner in OwnersOf(message))
            {
                owner.Add(message);
                if (owner.Size > options.MaxOutput)
                {
                    throw new InvalidDataException();
                }
            }

            if (message.ParentId != id)
            {
                continue;
            }

            if (message.Type == "error")
            {
                error = message.Content;
            }

            switch (message.Type, (string?)message.Content["execution_state"])
            {
                case ("status", "busy"):    // from here on it is the cell's own time; before, it is the kernel's start
                    begin();
                    limit.CancelAfter(options.Timeout);
                    break;
                case ("status", "idle"):
                    return error;
            }
        }
    }

    /// <summary>
    /// The outputs that a message is for. A task that an earlier cell left behind may still be showing something; it belongs to that cell.
    /// What is updated stands in whichever cell showed it.
    /// </summary>
    private CellOutputs[] OwnersOf(Message message)
    {
        if (message.Type == "update_display_data")
        {
            return [.. _outputs.Values];
        }

        return _outputs.TryGetValue(message.ParentId, out var owner) ? [owner] : [];
    }

    private static JsonObject ExecuteContent(string code) => new()
    {
        ["code"] = code,
        ["silent"] = false,
        ["store_history"] = true,
        ["user_expressions"] = new JsonObject(),
        ["allow_stdin"] = false,
        ["stop_on_error"] = true,
    };

    private CellFailure TooMuch() =>
        new("", $"showed more than {options.MaxOutput / 1e6:0.###} MB and was stopped (--max-output)", []);

    private async Task<CellFailure> DeathAsync() =>
        new("", await kernel.DescribeEndAsync().ConfigureAwait(false), []);
}
