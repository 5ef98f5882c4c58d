// How cost grows: over the length of the text, the batch, the threads, and the width of the vectors. Tables on the console, curves as figures in the folder given.

using TinyTransformer;

internal static class Growth
{
    private static readonly int[] s_lengths = [64, 128, 256, 512, 1024], s_batches = [1, 2, 4, 8, 16, 32];

    private static readonly (string Name, Dictionary<string, string?> Environment)[] s_paths =
    [
        ("512 bits", []),
        ("256 bits", new() { ["DOTNET_EnableAVX512"] = "0" }),
        ("128 bits", new() { ["DOTNET_PreferredVectorBitWidth"] = "128" }),
    ];

    internal static void Run(Settings settings, string folder)
    {
        Directory.CreateDirectory(folder);
        Attention(settings, folder);
        Steps(settings, folder, "length", "T", "AdamW step, V64 d128 H4 L4 B4", s_lengths, T => [64, 128, 4, 4, T, 4]);
        Steps(settings, folder, "batch", "B", "AdamW step, V64 d128 H4 L4 T64", s_batches, B => [64, 128, 4, 4, 64, B]);
        Threads(settings);
        Paths(settings);
    }

    /// <summary>One attention alone, forward and backward: what its working memory adds to the process.</summary>
    private static void Attention(Settings settings, string folder)
    {
        Console.WriteLine("\nAttention B1 H8 Dh64, forward and backward\n\n| T | peer | ours | ours / peer | peer's peak, over T = 64 | ours |\n|--:|--:|--:|--:|--:|--:|");
        Sweep(settings, folder, "attention", "T", [64, 256, 1024, 2048, 4096], T => ["attention", $"{T}"]);
    }

    private static void Steps(Settings settings, string folder, string name, string symbol, string title, int[] sizes, Func<int, int[]> shape)
    {
        Console.WriteLine($"\n{title}\n\n| {symbol} | peer | ours | ours / peer | peer's peak, over {symbol} = {sizes[0]} | ours |\n|--:|--:|--:|--:|--:|--:|");
        Sweep(settings, folder, name, symbol, sizes, size => ["step", .. shape(size).Select(n => $"{n}")]);
    }

    private static void Sweep(Settings settings, string folder, string name, string symbol, int[] sizes, Func<int, string[]> point)
    {
        List<double[]> ours = [], peer = [];
        foreach (var size in sizes)
        {
            string[] arguments = ["point", settings.Duration, .. point(size)];
            var setting = settings.WithPeer ? Processes.BestOfPeer(["point", "0.3", .. arguments[2..]]) : PeerSetting.Any;
            List<double[]> oursHere = [], peerHere = [];
            for (var round = 0; round < settings.Rounds; round++)
            {
                oursHere.Add(Processes.Ours(arguments));
                peerHere.Add(settings.WithPeer ? Processes.Peer(setting, arguments) : [double.NaN, double.NaN]);
            }
            ours.Add(Medians(oursHere));
            peer.Add(Medians(peerHere));
            Console.WriteLine($"| {size} | {Comparison.Time(peer[^1][0])} | {Comparison.Time(ours[^1][0])} | {Comparison.Ratio(ours[^1][0] / peer[^1][0])} | {peer[^1][1] - peer[0][1]:F0} MB | {ours[^1][1] - ours[0][1]:F0} MB |");
        }
        Draw(folder, $"{name}-time", symbol, "ms", sizes, ours.Select(p => p[0] * 1e3), peer.Select(p => p[0] * 1e3));
        Draw(folder, $"{name}-memory", symbol, "MB at the peak", sizes, ours.Select(p => p[1]), peer.Select(p => p[1]));
    }

    private static double[] Medians(List<double[]> rounds) => [Timing.Median(rounds.Select(r => r[0])), Timing.Median(rounds.Select(r => r[1]))];

    private static void Draw(string folder, string name, string symbol, string unit, int[] sizes, IEnumerable<double> ours, IEnumerable<double> peer)
    {
        double[] x = [.. sizes.Select(n => (double)n)];
        List<Curve> curves = [new("ours", x, ours.ToArray())];
        if (!peer.Any(double.IsNaN))
        {
            curves.Add(new("PyTorch 1.13", x, peer.ToArray()));
        }
        new Curves(curves) { XTitle = symbol, YTitle = unit, XScale = AxisScale.Log, YScale = AxisScale.Log }.SaveSvg(Path.Combine(folder, $"{name}.svg"));
    }

    private static void Threads(Settings settings)
    {
        Console.WriteLine("\nAdamW step V64 d128 H4 L4 T64 B16, by threads\n\n| threads | ours | speed of one |\n|--:|--:|--:|");
        var one = double.NaN;
        for (var threads = 1; threads <= Environment.ProcessorCount; threads *= 2)
        {
            var time = Median(settings, [], "point", settings.Duration, "step", "64", "128", "4", "4", "64", "16", $"{threads}");
            one = threads == 1 ? time : one;
            Console.WriteLine($"| {threads} | {Comparison.Time(time)} | {Comparison.Ratio(one / time)} |");
        }
    }

    private static void Paths(Settings settings)
    {
        Console.WriteLine("\nBy the width of the vectors, one thread (128 bits: Arm's width, here with x64's registers)\n\n| path | matmul 512³ | speed | AdamW step V64 d128 H4 L4 T64 B4 | speed |\n|---|--:|--:|--:|--:|");
        double[]? widest = null;
        foreach (var (name, environment) in s_paths)
        {
            double[] times =
            [
                Median(settings, environment, "point", settings.Duration, "matmul", "512", "512", "512", "1"),
                Median(settings, environment, "point", settings.Duration, "step", "64", "128", "4", "4", "64", "4", "1"),
            ];
            widest ??= times;
            Console.WriteLine($"| {name} | {Comparison.Time(times[0])} | {Comparison.Ratio(widest[0] / times[0])} | {Comparison.Time(times[1])} | {Comparison.Ratio(widest[1] / times[1])} |");
        }
    }

    private static double Median(Settings settings, Dictionary<string, string?> environment, params string[] arguments) =>
        Timing.Median(Enumerable.Range(0, settings.Rounds).Select(_ => Processes.Ours(environment, arguments)[0]).ToArray());
}
