// A kernel process for tests, with what one wants to ask of it. Cells of one kernel see each other's names, as in a notebook.
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Lab.Messaging;
using Lab.Notebooks;
using Lab.Running;

namespace Lab.Tests.Kernels;

public sealed class TestKernel : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly KernelProcess _kernel;

    public TestKernel() => _kernel = new KernelProcess(_folder.Path);

    internal TempFolder Folder => _folder;

    public async ValueTask DisposeAsync()
    {
        await _kernel.DisposeAsync();
        _folder.Dispose();
    }

    internal Message Send(string type, JsonObject content)
    {
        var request = Message.Create(type, "shell", _kernel.Session, content);
        _kernel.Send(request);
        return request;
    }

    internal Message SendCode(string code, bool silent = false, bool storeHistory = true) =>
        Send("execute_request", new JsonObject { ["code"] = code, ["silent"] = silent, ["store_history"] = storeHistory });

    /// <summary>All messages up to the idle that ends this request.</summary>
    internal async Task<List<Message>> ReadToIdleAsync(Message request)
    {
        var messages = new List<Message>();
        do
        {
            messages.Add(await ReadAsync());
        }
        while (messages[^1].ParentId != request.Id || (string?)messages[^1].Content["execution_state"] != "idle");
        return messages;
    }

    private async Task<Message> ReadAsync()
    {
        try
        {
            return await _kernel.Messages.ReadAsync(TestContext.Current.CancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException(await _kernel.DescribeEndAsync());
        }
    }

    internal Task<List<Message>> RunAsync(string code) => ReadToIdleAsync(SendCode(code));

    /// <summary>What a cell shows: streams as "stdout:text", values by their plain text, errors as "error:" and their lines.</summary>
    public async Task<string> ShowAsync(string code)
    {
        var outputs = new CellOutputs();
        foreach (var message in await RunAsync(code))
        {
            outputs.Add(message);
        }

        return string.Join("|", outputs.ToJson().Select(Show));
    }

    private static string Show(JsonObject output) => (string?)output["output_type"] switch
    {
        "stream" => $"{output["name"]}:{output["text"]}",
        "error" => "error:" + string.Join("\n", output["traceback"]!.AsArray().Select(line => (string?)line)),
        _ => (string?)output["data"]!["text/plain"] ?? CanonicalJson.Write(output["data"]),
    };
}
