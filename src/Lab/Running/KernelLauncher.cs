// Starts this program again, as a kernel, with two pipes to talk through.
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using Lab.Kernels;

namespace Lab.Running;

internal static class KernelLauncher
{
    // Between the making of the pipes and the closing of our copies of their ends, no other process may start: it would inherit them.
    private static readonly Lock s_starting = new();

    /// <param name="folder">The notebook's folder, in which its code runs.</param>
    public static (Process Process, Stream Requests, Stream Replies) Start(string folder)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Command(start);
        lock (s_starting)
        {
            var requests = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
            var replies = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            start.ArgumentList.Add(KernelProgram.Verb);
            start.ArgumentList.Add(requests.GetClientHandleAsString());
            start.ArgumentList.Add(replies.GetClientHandleAsString());
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            requests.DisposeLocalCopyOfClientHandle();
            replies.DisposeLocalCopyOfClientHandle();
            return (process, requests, replies);
        }
    }

    /// <summary>The Lab may run by its own executable, by "dotnet Lab.dll", or inside another program such as a test's.</summary>
    private static void Command(ProcessStartInfo start)
    {
        var lab = typeof(KernelLauncher).Assembly.Location;
        var own = Environment.ProcessPath;
        if (own is not null && Path.GetFileName(own) == (OperatingSystem.IsWindows() ? "Lab.exe" : "Lab"))
        {
            start.FileName = own;
            return;
        }
        start.FileName = own is not null && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : DotnetHost();
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(lab);
    }

    // The runtime lies in <dotnet>/shared/Microsoft.NETCore.App/<version>/.
    private static string DotnetHost()
    {
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        return File.Exists(host) ? host : "dotnet";
    }
}
