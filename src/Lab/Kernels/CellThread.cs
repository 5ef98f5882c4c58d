// The one thread that runs cells, in the order in which they come. It has a deep stack, since a cell may recurse.
// (After an await a cell goes on in the thread pool, as everywhere in .NET.)
using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lab.Display;
using Lab.Messaging;

namespace Lab.Kernels;

internal sealed class CellThread
{
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly BlockingCollection<Message> _waiting = [];
    private readonly Action<string, JsonObject, JsonObject, string> _publish;
    private readonly Interpreter _interpreter;
    private readonly ConsoleStreams _console;
    private readonly RawStreams _raw = new();
    // Flows with async work, so that what a task of cell 3 shows while cell 4 runs is still cell 3's.
    private readonly AsyncLocal<JsonObject?> _request = new();
    private JsonObject _lastRequest = [];
    private int _count;
    private int _number;

    /// <param name="publish">Takes type, content, parent and channel of a message.</param>
    public CellThread(string folder, Action<string, JsonObject, JsonObject, string> publish)
    {
        _publish = publish;
        _interpreter = new Interpreter(folder);
        _console = new ConsoleStreams((type, content, parent) => publish(type, content, parent, "iopub"), CurrentRequest);
        DisplayTarget.Current = new DisplayTarget(Display);
        AppDomain.CurrentDomain.UnhandledException += (_, failure) => Die((Exception)failure.ExceptionObject);
        new Thread(RunForever, StackBytes) { IsBackground = true, Name = "cells" }.Start();
    }

    public void Add(Message request) => _waiting.Add(request);

    private void RunForever()
    {
        _interpreter.WarmUpAsync().GetAwaiter().GetResult();
        foreach (var request in _waiting.GetConsumingEnumerable())
        {
            Run(request);
        }
    }

    private void Run(Message request)
    {
        _request.Value = _lastRequest = request.Header;
        Console.SetIn(TextReader.Null);    // no front end asks its reader for input: reading meets the end at once and never waits
        Console.SetOut(_console.Out);
        Console.SetError(_console.Error);
        Publish("status", new JsonObject { ["execution_state"] = "busy" });
        var failure = Execute(request);
        var aborted = failure is not null && (bool?)request.Content["stop_on_error"] != false ? TakeWaiting() : [];
        Reply(request, failure);
        _raw.MarkEnd(request.Id);
        Publish("status", new JsonObject { ["execution_state"] = "idle" });
        aborted.ForEach(Abort);
    }

    /// <returns>The failure, already shown; null if all went well.</returns>
    private CellException? Execute(Message request)
    {
        var code = (string?)request.Content["code"] ?? "";
        var silent = (bool?)request.Content["silent"] ?? false;
        _number = silent || (bool?)request.Content["store_history"] == false ? _count : ++_count;
        if (!silent)
        {
            Publish("execute_input", new JsonObject { ["code"] = code, ["execution_count"] = _number });
        }

        try
        {
            var (hasResult, result) = Evaluate(code, $"cell {_number}");
            if (hasResult && !silent)
            {
                PublishResult(result, _number);
            }
        }
        catch (CellException error)
        {
            Publish("error", ErrorContent(error));
            return error;
        }
        return null;
    }

    private (bool HasResult, object? Result) Evaluate(string code, string label)
    {
        try
        {
            return _interpreter.RunAsync(_interpreter.Compile(code, label)).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is not CellException)
        {
            // The compiler or the loader gave up. The kernel lives on, and says which.
            var line = $"{label}: the Lab could not compile or load this cell: {fault.GetType().Name}: {fault.Message}";
            throw new CellException("LabFault", line, [line]);
        }
    }

    private void PublishResult(object? result, int number)
    {
        JsonObject bundle;
        try
        {
            bundle = MimeBundle.Of(result);
        }
        catch (Exception error)    // the formatter is the user's code
        {
            throw RuntimeError.Describe(error);
        }
        Publish("execute_result", new JsonObject { ["execution_count"] = number, ["data"] = bundle, ["metadata"] = DisplaySize.Of(bundle) });
    }

    /// <summary>Takes what waits behind a failure. Before the failure is replied: what is sent after that was sent in the knowledge of it, and runs.</summary>
    private List<Message> TakeWaiting()
    {
        var taken = new List<Message>();
        while (_waiting.TryTake(out var request))
        {
            taken.Add(request);
        }

        return taken;
    }

    private void Abort(Message request)
    {
        _publish("status", new JsonObject { ["execution_state"] = "busy" }, request.Header, "iopub");
        Reply(request, _count, [], "aborted");
        _raw.MarkEnd(request.Id);
        _publish("status", new JsonObject { ["execution_state"] = "idle" }, request.Header, "iopub");
    }

    private void Display(string type, JsonObject bundle, string id) =>
        Publish(type, new JsonObject { ["data"] = bundle, ["metadata"] = DisplaySize.Of(bundle), ["transient"] = new JsonObject { ["display_id"] = id } });

    private void Publish(string type, JsonObject content)
    {
        _console.Flush();
        _publish(type, content, CurrentRequest(), "iopub");
    }

    private void Reply(Message request, CellException? failure)
    {
        if (failure is null)
        {
            Reply(request, _number, new JsonObject { ["user_expressions"] = new JsonObject(), ["payload"] = new JsonArray() }, "ok");
        }
        else
        {
            Reply(request, _number, ErrorContent(failure), "error");
        }
    }

    private void Reply(Message request, int number, JsonObject content, string status)
    {
        _console.Flush();
        content["status"] = status;
        content["execution_count"] = number;
        _publish("execute_reply", content, request.Header, request.Channel);
    }

    private JsonObject CurrentRequest() => _request.Value ?? _lastRequest;

    private static JsonObject ErrorContent(CellException error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Value,
        ["traceback"] = new JsonArray([.. error.Lines.Select(line => (JsonNode)line)]),
    };

    /// <summary>An exception on a thread of the user's, or out of an async void method: nobody can catch it any more, and .NET ends the process.</summary>
    private void Die(Exception error)
    {
        _console.Flush();
        _raw.Write("an exception that nothing caught, on a thread or in an async void method: " + string.Join("\n", RuntimeError.Describe(error).Lines) + "\n");
        Environment.Exit(ExitCode.KernelCrash);
    }
}
