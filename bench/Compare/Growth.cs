// How cost grows: over the length of the text, the batch, the threads, and the width of the vectors. Tables on the console, curves as figures in the folder given.

using System.Globalization;
using TinyTransformer;

internal static class Growth
{
    private static readonly int[] s_lengths = [64, 128, 256, 512, 1024], s_batches = [1, 2, 4, 8, 16, 32];

    /// <summary>
    /// Threads and vectors. 128 bits is Arm's width. No setting narrows all of x64's vectors to it and leaves the fused multiply-adds: this one narrows the products, e^x, softmax and
    /// gelu, which do most of the work.
    /// </summary>
    private static readonly (string Name, int Threads, Dictionary<string, string?> Environment)[] s_paths =
    [
        ("all vectors, 2 threads", 2, []),
        ("all vectors, 1 thread", 1, []),
        ("256 bits, 1 thread", 1, new() { ["DOTNET_EnableAVX512"] = "0" }),
        ("128 bits, 1 thread", 1, new() { ["DOTNET_PreferredVectorBitWidth"] = "128" }),
    ];

    internal static void Run(Settings settings, string folder)
    {
        Directory.CreateDirectory(folder);
        Attention(settings, folder);
        Steps(settings, folder, "length", "T", "AdamW step, V64 d128 H4 L4 B4", s_lengths, T => [64, 128, 4, 4, T, 4]);
        Steps(settings, folder, "batch", "B", "AdamW step, V64 d128 H4 L4 T64", s_batches, B => [64, 128, 4, 4, 64, B]);
        Paths(settings, folder);
        Console.WriteLine($"\nFigures: {Path.GetFullPath(folder)}");
    }

    /// <summary>One attention alone, forward and backward: what its working memory adds to the process.</summary>
    private static void Attention(Settings settings, string folder)
    {
        Title("Attention B1 H8 Dh64, forward and backward", "T", s_lengths[0]);
        Sweep(settings, folder, "attention", "T", [.. s_lengths, 2048], T => ["attention", $"{T}"]);
    }

    private static void Steps(Settings settings, string folder, string name, string symbol, string title, int[] sizes, Func<int, int[]> shape)
    {
        Title(title, symbol, sizes[0]);
        Sweep(settings, folder, name, symbol, sizes, size => ["step", .. shape(size).Select(n => $"{n}")]);
    }

    private static void Title(string title, string symbol, int first) =>
        Console.WriteLine($"\n{title}\n\n| {symbol} | peer | ours | ours / peer | peer's peak, over {symbol} = {first} | ours |\n|--:|--:|--:|--:|--:|--:|");

    private static void Sweep(Settings settings, string folder, string name, string symbol, int[] sizes, Func<int, string[]> point)
    {
        List<double[]> ours = [], peer = [];
        var setting = settings.WithPeer ? Processes.BestOfPeer(["point", "0.3", .. point(sizes[sizes.Length / 2])]) : PeerSetting.Any;
        foreach (var size in sizes)
        {
            string[] arguments = ["point", settings.Duration, .. point(size)];
            var withPeer = settings.WithPeer && size <= s_lengths[^1];       // beyond, its T×T matrices take seconds each time
            List<double[]> oursHere = [], peerHere = [];
            for (var round = 0; round < settings.Rounds; round++)
            {
                oursHere.Add(Processes.Ours(arguments));
                peerHere.Add(withPeer ? Processes.Peer(setting, arguments) : [double.NaN, double.NaN]);
            }
            ours.Add(Medians(oursHere));
            peer.Add(Medians(peerHere));
            Console.WriteLine($"| {size} | {Comparison.Time(peer[^1][0])} | {Comparison.Time(ours[^1][0])} | {Comparison.Ratio(ours[^1][0] / peer[^1][0])} | {Comparison.Megabytes(peer[^1][1] - peer[0][1])} | {Comparison.Megabytes(ours[^1][1] - ours[0][1])} |");
        }
        Draw(folder, $"{name}-time", symbol, "ms", sizes, ours.Select(p => p[0] * 1e3), peer.Select(p => p[0] * 1e3));
        Draw(folder, $"{name}-memory", symbol, "MB at the peak", sizes, ours.Select(p => p[1]), peer.Select(p => p[1]));
    }

    private static double[] Medians(List<double[]> rounds) => [Timing.Median(rounds.Select(r => r[0])), Timing.Median(rounds.Select(r => r[1]))];

    /// <summary>What was measured of both; the peer's line ends where the peer was not asked.</summary>
    private static void Draw(string folder, string name, string symbol, string unit, int[] sizes, IEnumerable<double> ours, IEnumerable<double> peer)
    {
        double[] x = [.. sizes.Select(n => (double)n)], asked = [.. peer.TakeWhile(double.IsFinite)];
        List<Curve> curves = [new("ours", x, [.. ours])];
        if (asked.Length > 0)
        {
            curves.Add(new("PyTorch 1.13", x[..asked.Length], asked));
        }
        Save(folder, name, symbol, unit, curves);
    }

    private static void Save(string folder, string name, string symbol, string unit, IEnumerable<Curve> curves) =>
        new Curves([.. curves]) { XTitle = symbol, YTitle = unit, XScale = AxisScale.Log, YScale = AxisScale.Log }.SaveSvg(Path.Combine(folder, $"{name}.svg"));

    private static void Paths(Settings settings, string folder)
    {
        Console.WriteLine("\nBy threads and vectors; in brackets the speed, where one thread with all vectors is 1\n");
        Console.WriteLine($"| | {string.Join(" | ", s_paths.Select(path => path.Name))} |\n|---|{string.Concat(s_paths.Select(_ => "--:|"))}");
        Line("matmul 512³", ["matmul", "512", "512", "512"]);
        var steps = s_lengths.Select(T => Line($"AdamW step V64 d128 H4 L4 B4 T{T}", ["step", "64", "128", "4", "4", $"{T}", "4"])).ToArray();
        double[] x = [.. s_lengths.Select(T => (double)T)];
        Save(folder, "paths-time", "T", "ms", s_paths.Select((path, i) => new Curve(path.Name, x, [.. steps.Select(times => times[i] * 1e3)])));

        double[] Line(string title, string[] point)
        {
            double[] times = [.. s_paths.Select(path => Median(settings, path.Environment, ["point", settings.Duration, .. point, $"{path.Threads}"]))];
            var one = times[Array.FindIndex(s_paths, path => path.Threads == 1)];
            Console.WriteLine($"| {title} | {string.Join(" | ", times.Select(time => $"{Comparison.Time(time)} ({Comparison.Ratio(one / time)})"))} |");
            return times;
        }
    }

    private static double Median(Settings settings, Dictionary<string, string?> environment, params string[] arguments) =>
        Timing.Median(Enumerable.Range(0, settings.Rounds).Select(_ => Processes.Ours(environment, arguments)[0]).ToArray());
}
