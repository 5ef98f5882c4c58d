// The order and the brackets of the messages, as Jupyter's clients rely on them.
using System.Text.Json.Nodes;
using Lab.Messaging;

namespace Lab.Tests.Kernels;

public sealed class MessagingTests(TestKernel kernel) : IClassFixture<TestKernel>
{
    [Fact]
    public async Task Execute_Sends_BusyInputStreamResultReplyIdle()
    {
        var messages = await kernel.RunAsync("Console.Write(\"x\"); 1");
        Assert.Equal(["status", "execute_input", "stream", "execute_result", "execute_reply", "status"], messages.Select(message => message.Type));
        Assert.Equal("busy", (string?)messages[0].Content["execution_state"]);
        Assert.Equal(["iopub", "iopub", "iopub", "iopub", "shell", "iopub"], messages.Select(message => message.Channel));
    }

    [Fact]
    public async Task Messages_OfOneKernel_CarryOneSessionAndTheirParent()
    {
        var request = kernel.SendCode("display(1);");
        var messages = await kernel.ReadToIdleAsync(request);
        Assert.All(messages, message => Assert.Equal(request.Id, message.ParentId));
        Assert.Single(messages.Select(message => (string?)message.Header["session"]).Distinct());
        Assert.Distinct(messages.Select(message => message.Id));
    }

    [Fact]
    public async Task Count_OfSilentOrUnstoredRequests_StandsStill()
    {
        var first = Count(await kernel.RunAsync("1"));
        await kernel.ReadToIdleAsync(kernel.SendCode("2", silent: true));
        await kernel.ReadToIdleAsync(kernel.SendCode("3", storeHistory: false));
        Assert.Equal(first + 1, Count(await kernel.RunAsync("4")));
    }

    [Fact]
    public async Task Silent_Request_ShowsNoInputAndNoResult()
    {
        var messages = await kernel.ReadToIdleAsync(kernel.SendCode("2", silent: true));
        Assert.Equal(["status", "execute_reply", "status"], messages.Select(message => message.Type));
    }

    [Fact]
    public async Task KernelInfo_WhileACellRuns_IsAnsweredAtOnce()
    {
        var cell = kernel.SendCode("await Task.Delay(300); 1");
        var info = kernel.Send("kernel_info_request", []);
        var messages = await kernel.ReadToIdleAsync(cell);
        var reply = messages.FindIndex(message => message.Type == "kernel_info_reply" && message.ParentId == info.Id);
        Assert.InRange(reply, 0, messages.FindIndex(message => message.Type == "execute_result"));
        Assert.Equal("C#", (string?)messages[reply].Content["language_info"]!["name"]);
    }

    [Fact]
    public async Task KernelInfo_WhileACellKeepsThePoolBusy_IsAnsweredAtOnce()
    {
        var cell = kernel.SendCode("var stop = false;\nvar busy = Enumerable.Range(0, 64).Select(_ => Task.Run(() => { while (!stop) { } })).ToArray();\nSystem.Threading.Thread.Sleep(300); stop = true; Task.WaitAll(busy);");
        var info = kernel.Send("kernel_info_request", []);
        var messages = await kernel.ReadToIdleAsync(cell);
        Assert.Contains(messages, message => message.Type == "kernel_info_reply" && message.ParentId == info.Id);
    }

    [Fact]
    public async Task Requests_InLineBehindAFailure_AreAborted()
    {
        kernel.SendCode("await Task.Delay(100); throw new Exception();");
        var second = kernel.SendCode("display(\"never\");");
        var messages = await kernel.ReadToIdleAsync(second);
        Assert.Equal("aborted", (string?)messages.Single(message => message.Type == "execute_reply" && message.ParentId == second.Id).Content["status"]);
        Assert.DoesNotContain(messages, message => message.Type == "display_data");
    }

    [Fact]
    public async Task Request_SentAfterTheEndOfAFailure_IsNeverAborted()
    {
        for (var i = 0; i < 50; i++)
        {
            await kernel.RunAsync("#!nothing");
            var reply = (await kernel.RunAsync("")).Single(message => message.Type == "execute_reply");
            Assert.Equal("ok", (string?)reply.Content["status"]);
        }
    }

    [Fact]
    public async Task Error_Message_CarriesNameValueAndTraceback()
    {
        var error = (await kernel.RunAsync("throw new ArgumentException(\"bad\");")).Single(message => message.Type == "error").Content;
        Assert.Equal(("ArgumentException", "bad"), ((string?)error["ename"], (string?)error["evalue"]));
        Assert.Equal("ArgumentException: bad", (string?)error["traceback"]![0]);
    }

    [Fact]
    public async Task Output_OfATaskLeftBehind_BelongsToTheCellThatStartedIt()
    {
        var first = kernel.SendCode("_ = Task.Run(async () => { await Task.Delay(100); Console.Write(\"late\"); });");
        await kernel.ReadToIdleAsync(first);
        var messages = await kernel.RunAsync("await Task.Delay(300);");
        Assert.Equal(first.Id, messages.Single(message => message.Type == "stream").ParentId);
    }

    [Fact]
    public async Task Stream_WhileTheCellRuns_IsSentBeforeItsEnd()
    {
        var cell = kernel.SendCode("Console.Write(\"early\"); await Task.Delay(200); display(1); Console.Write(\"late\");");
        var messages = await kernel.ReadToIdleAsync(cell);
        Assert.Equal(["stream", "display_data", "stream"], messages.Select(message => message.Type).Where(type => type is "stream" or "display_data"));
    }

    private static int Count(List<Message> messages) => (int)messages.Single(message => message.Type == "execute_reply").Content["execution_count"]!;
}
