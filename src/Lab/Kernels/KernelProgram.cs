// The main of a kernel process: takes the pipes that its parent made, and serves requests from them until they end.
// Its own stdout and stderr belong to the user's code.
using System.Globalization;
using System.IO.Pipes;
using Lab.Messaging;

namespace Lab.Kernels;

internal static class KernelProgram
{
    /// <summary>The verb by which the Lab starts itself as a kernel. It is not for people, so no help shows it.</summary>
    public const string Verb = "kernel";

    /// <param name="arguments">The verb, and the handles of the pipe to read from and of the one to write to.</param>
    public static int Run(string[] arguments)
    {
        if (arguments.Length != 3)
        {
            Console.Error.WriteLine("lab kernel is started by the Lab itself: use lab run.");
            return 2;
        }
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        // Ctrl+C in a terminal reaches the whole group of processes; what becomes of a kernel is its parent's to say.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        using var requests = new AnonymousPipeClientStream(PipeDirection.In, arguments[1]);
        using var replies = new AnonymousPipeClientStream(PipeDirection.Out, arguments[2]);
        var kernel = new KernelServer(new MessageWriter(replies), Environment.CurrentDirectory);
        kernel.Serve(requests);
        return 0;
    }
}
