// The run over all rows, and its table.

using System.Diagnostics;
using System.Globalization;

internal static class Comparison
{
    private static readonly string s_peer = Path.Combine(AppContext.BaseDirectory, "peer.py");
    private static readonly string s_python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    internal static int Run(string[] args)
    {
        var (rounds, seconds, alone, keys) = (7, 1.0, false, new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--rounds": rounds = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
                case "--seconds": seconds = double.Parse(args[++i], CultureInfo.InvariantCulture); break;
                case "--ours": alone = true; break;
                case var flag when flag.StartsWith('-'):
                    Console.Error.WriteLine("usage: Compare [KEY…] [--rounds N] [--seconds S] [--ours]\nkeys: " + string.Join(' ', [.. Rows.All.Select(row => row.Key), "first-tensor", "memory"]));
                    return 2;
                case var key: keys.Add(key); break;
            }
        }
        bool Chosen(string key) => keys.Count == 0 || keys.Exists(key.StartsWith);
        double flops = Machine.PeakFlops(), bytes = Machine.ReadBandwidth();
        Console.WriteLine($"{DateTime.Today:d MMMM yyyy}, {Environment.ProcessorCount} cores; limits measured here: {flops / 1e9:F0} GFLOP/s, {bytes / 1e9:F1} GB/s read\n");
        Console.WriteLine("| row | peer | ours | ours / peer | goal | share of the limit |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|");
        foreach (var row in Rows.All.Where(row => Chosen(row.Key)))
        {
            var (ours, peer) = Measure(row.Key, rounds, seconds, alone);
            var share = row.Flops > 0 ? $"{row.Flops / ours / flops:P0} of FMA" : row.Bytes > 0 ? $"{row.Bytes / ours / bytes:P0} of reading" : "";
            Console.WriteLine($"| {row.Title} | {Time(peer)} | {Time(ours)} | {ours / peer:F2} | ≤ {row.Goal.ToString(CultureInfo.InvariantCulture)} | {share} |");
        }
        if (Chosen("first-tensor"))
        {
            var (ours, peer) = FirstTensor(rounds, alone);
            Console.WriteLine($"| process start to first tensor | {Time(peer)} (TorchSharp, measured elsewhere: 450 ms) | {Time(ours)} | {ours / 0.45:F2} of TorchSharp's | ≤ 0.3 | |");
        }
        if (Chosen("memory"))
        {
            double ours = Ours(["memory"]), peer = alone ? double.NaN : Peer("memory", "", 1, 1);
            Console.WriteLine($"| peak memory of 100 steps of the d128 training | {peer:F0} MB | {ours:F0} MB | {ours - peer:+0;-0} MB | ≤ +150 MB | |");
        }
        return 0;
    }

    /// <summary>The medians of alternating rounds. Which threads suit the peer best is tried first.</summary>
    private static (double Ours, double Peer) Measure(string key, int rounds, double seconds, bool alone)
    {
        var duration = seconds.ToString("R", CultureInfo.InvariantCulture);
        (int Omp, int Blas) best = (1, 1);
        if (!alone)
        {
            var all = Environment.ProcessorCount;
            best = new[] { (1, 1), (1, all), (all, 1), (all, all) }.Distinct().MinBy(setting => Peer(key, duration, setting.Item1, setting.Item2));
        }
        List<double> ours = [], peer = [];
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(Ours(["row", key, duration]));
            peer.Add(alone ? double.NaN : Peer(key, duration, best.Omp, best.Blas));
        }
        return (Timing.Median(ours), Timing.Median(peer));
    }

    private static (double Ours, double Peer) FirstTensor(int rounds, bool alone)
    {
        List<double> ours = [], peer = [];
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            Output(Environment.ProcessPath!, Self(["first-tensor"]), []);
            ours.Add(clock.Elapsed.TotalSeconds);
            clock.Restart();
            if (!alone)
            {
                Output(s_python, [s_peer, "first-tensor"], []);
            }
            peer.Add(alone ? double.NaN : clock.Elapsed.TotalSeconds);
        }
        return (Timing.Median(ours), Timing.Median(peer));
    }

    private static double Ours(string[] arguments) => Number(Output(Environment.ProcessPath!, Self(arguments), []));

    private static double Peer(string key, string duration, int omp, int blas) =>
        Number(Output(s_python, [s_peer, key, duration], new() { ["OMP_NUM_THREADS"] = $"{omp}", ["OPENBLAS_NUM_THREADS"] = $"{blas}" }));

    private static string[] Self(string[] arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Comparison).Assembly.Location, .. arguments] : arguments;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Output(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}");
    }

    private static string Time(double seconds) => seconds switch
    {
        double.NaN => "",
        < 1e-3 => $"{seconds * 1e6:F1} µs",
        < 1 => $"{seconds * 1e3:F2} ms",
        _ => $"{seconds:F2} s",
    };
}
