// Ours beside PyTorch, on this machine, in this run. Each measurement is a process of its own; ours and the peer's take turns; a row is the median of its rounds.
// What one of our processes measures stands here; what a reader may ask for, in CommandLine.cs.

using System.Diagnostics;
using System.Globalization;
using TorchSharp;

// Before anything else is loaded: one of the measurements is how long a process takes to its first tensor.
return args is ["measure", .. var what] ? Measure(what) : CommandLine.Run(args);

static int Measure(string[] what)
{
    try
    {
        return Measured(what);
    }
    catch (ArgumentException error)
    {
        Console.Error.WriteLine(error.Message);
        return 2;
    }
}

static int Measured(string[] what)
{
    switch (what)
    {
        case ["row", var key, var duration]:
            Console.WriteLine(Processes.Text(Timing.MedianOfCalls(Rows.Of(key).Prepare(), Seconds(duration))));
            return 0;
        case ["point", var duration, var kind, .. var sizes]:
            Console.WriteLine($"{Processes.Text(Timing.MedianOfCalls(Rows.Point(kind, Array.ConvertAll(sizes, Size)), Seconds(duration)))} {Processes.Text(PeakMegabytes())}");
            return 0;
        case ["first-tensor"]:
            torch.zeros(1);
            return 0;
        case ["seconds-of-first-tensor", .. var peer]:
            var clock = Stopwatch.StartNew();
            _ = peer is ["peer"] ? Processes.Peer(PeerSetting.Any, "first-tensor") : Processes.Ours("first-tensor");
            Console.WriteLine(Processes.Text(clock.Elapsed.TotalSeconds));
            return 0;
        case ["memory"]:
            var step = Rows.Step(new(64, 128, 4, 4, 64, 16));
            for (var i = 0; i < 100; i++)
            {
                step();
            }
            Console.WriteLine(Processes.Text(PeakMegabytes()));
            return 0;
        default:
            throw new ArgumentException($"measure row KEY SECONDS | measure point SECONDS {Rows.Points}");
    }
}

static double Seconds(string text) =>
    double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? seconds : throw new ArgumentException($"{text} is no number of seconds");

static int Size(string text) =>
    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : throw new ArgumentException($"{text} is no size");

static double PeakMegabytes()
{
    using var self = Process.GetCurrentProcess();
    return self.PeakWorkingSet64 / 1048576.0;
}
