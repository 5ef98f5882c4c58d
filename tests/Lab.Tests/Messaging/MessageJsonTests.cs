// Messages come back as they went, however deep their content.
using System.Buffers;
using System.Text.Json.Nodes;
using Lab.Messaging;

namespace Lab.Tests.Messaging;

public class MessageJsonTests
{
    [Fact]
    public void Parse_OfDeepContent_TakesIt()
    {
        JsonNode deep = 1;
        for (var i = 0; i < 300; i++)
        {
            deep = new JsonArray(deep);
        }

        var line = new ArrayBufferWriter<byte>();
        MessageJson.Write(line, Message.Create("display_data", "iopub", "s", new JsonObject { ["data"] = deep }));
        var read = MessageJson.Parse(new ReadOnlySequence<byte>(line.WrittenMemory));
        var depth = 0;
        for (var node = read.Content["data"]; node is JsonArray list; node = list[0])
        {
            depth++;
        }

        Assert.Equal(300, depth);
    }

    [Fact]
    public async Task Read_OfALineThatIsNoMessage_IsNotTakenForALongOne()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Reader("nonsense\n").ReadAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<InvalidDataException>(() => Reader(new string('[', 600) + "\n").ReadAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<MessageTooLongException>(() => Reader(new string('x', 2000)).ReadAsync(TestContext.Current.CancellationToken));
    }

    private static MessageReader Reader(string text) => new(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), maxLine: 1000);
}
