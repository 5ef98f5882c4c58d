// Ours beside PyTorch, on this machine, in this run. Each measurement is a process of its own; ours and the peer's take turns; a row is the median of its rounds.
//
//     dotnet run -c Release --project bench/Compare                       all rows, then how cost grows
//     dotnet run -c Release --project bench/Compare -- matmul step-tiny   rows whose key begins so; "growth" for the curves
//     … -- --rounds 3 --seconds 0.5                                       quicker and rougher
//     … -- --ours                                                         without the peer
//
// The peer is Debian's PyTorch (python3 with torch; apt-get install python3-torch libopenblas0-openmp), at the best of its settings (PeerSetting).

using System.Diagnostics;
using System.Globalization;
using TorchSharp;

switch (args)
{
    // What the processes of one measurement are asked.
    case ["row", var key, var duration]:
        Console.WriteLine(Processes.Text(Timing.MedianOfCalls(Rows.All.Single(row => row.Key == key).Prepare(), Seconds(duration))));
        return 0;
    case ["point", var duration, var kind, .. var sizes]:
        Console.WriteLine($"{Processes.Text(Timing.MedianOfCalls(Rows.Point(kind, [.. sizes.Select(n => int.Parse(n, CultureInfo.InvariantCulture))]), Seconds(duration)))} {Processes.Text(PeakMegabytes())}");
        return 0;
    case ["first-tensor"]:
        torch.zeros(1);
        return 0;
    case ["seconds-of", "first-tensor", .. var peer]:
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
}

var (settings, chosen) = (new Settings(7, 1, WithPeer: true), new List<string>());
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--rounds" when i + 1 < args.Length && int.TryParse(args[++i], CultureInfo.InvariantCulture, out var rounds) && rounds > 0: settings = settings with { Rounds = rounds }; break;
        case "--seconds" when i + 1 < args.Length && double.TryParse(args[++i], CultureInfo.InvariantCulture, out var seconds) && seconds > 0: settings = settings with { Seconds = seconds }; break;
        case "--ours": settings = settings with { WithPeer = false }; break;
        case var key when Keys().Any(known => known.StartsWith(key, StringComparison.Ordinal)): chosen.Add(key); break;
        default:
            Console.Error.WriteLine($"usage: Compare [KEY…] [--rounds N] [--seconds S] [--ours]\nkeys: {string.Join(' ', Keys())}");
            return 2;
    }
}
bool Chosen(string key) => chosen.Count == 0 || chosen.Exists(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
if (Keys().Any(key => key != "growth" && Chosen(key)))
{
    Comparison.Run(settings, Chosen);
}
if (Chosen("growth"))
{
    Growth.Run(settings with { Rounds = Math.Min(settings.Rounds, 3) }, Path.Combine("bench", "growth"));
}
return 0;

static IEnumerable<string> Keys() => [.. Rows.All.Select(row => row.Key), "first-tensor", "memory", "growth"];

static double Seconds(string text) => double.Parse(text, CultureInfo.InvariantCulture);

static double PeakMegabytes()
{
    using var self = Process.GetCurrentProcess();
    return self.PeakWorkingSet64 / 1048576.0;
}
