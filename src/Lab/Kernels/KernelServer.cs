// The kernel's side of the protocol: answers requests as a Jupyter kernel does. Requests that run code wait in line for the one
// thread that runs cells; all others are answered at once, also while a cell runs.
using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Lab.Messaging;

namespace Lab.Kernels;

internal sealed class KernelServer
{
    private readonly string _session = Guid.NewGuid().ToString("N");
    private readonly MessageWriter _writer;
    private readonly CellThread _cells;

    /// <param name="folder">The notebook's folder.</param>
    public KernelServer(MessageWriter writer, string folder)
    {
        _writer = writer;
        _cells = new CellThread(folder, Publish);
    }

    /// <summary>
    /// Serves until shutdown is asked for or the other end is gone. A running cell does not hold it up, not even one that
    /// keeps the whole thread pool busy: reading is done on the calling thread.
    /// </summary>
    public void Serve(Stream requests)
    {
        using var lines = new StreamReader(requests, Encoding.UTF8);
        while (lines.ReadLine() is { } line)
        {
            var request = MessageJson.Parse(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(line)));
            if (request.Type == "execute_request")
            {
                _cells.Add(request);
            }
            else if (!Answer(request))
            {
                break;
            }
        }
        // Not by returning: a cell that never ends would keep the process alive.
        Environment.Exit(0);
    }

    /// <returns>False if this was the last request.</returns>
    private bool Answer(Message request)
    {
        PublishStatus("busy", request);
        switch (request.Type)
        {
            case "kernel_info_request":
                Reply(request, "kernel_info_reply", KernelInfo.Content());
                break;
            case "shutdown_request":
                Reply(request, "shutdown_reply", new JsonObject { ["status"] = "ok", ["restart"] = (bool?)request.Content["restart"] ?? false });
                break;
        }
        PublishStatus("idle", request);
        return request.Type != "shutdown_request";
    }

    private void Reply(Message request, string type, JsonObject content) => Publish(type, content, request.Header, request.Channel);

    private void PublishStatus(string state, Message request) => Publish("status", new JsonObject { ["execution_state"] = state }, request.Header, "iopub");

    private void Publish(string type, JsonObject content, JsonObject parent, string channel)
    {
        try
        {
            _writer.Write(Message.Create(type, channel, _session, content, parent));
        }
        catch (IOException)
        {
            Environment.Exit(0);    // nobody is left to tell
        }
    }
}
