// The run over all rows, and its table.

using System.Globalization;

/// <param name="Rounds">How often ours and the peer take turns; a row shows the medians.</param>
/// <param name="Seconds">Length of one measurement.</param>
internal sealed record Settings(int Rounds, double Seconds, bool WithPeer)
{
    internal string Duration => Processes.Text(Seconds);

    /// <summary>With three rounds at most, for what takes long or varies little.</summary>
    internal Settings WithFewRounds => this with { Rounds = Math.Min(Rounds, 3) };
}

internal static class Comparison
{
    internal static void Run(Settings settings, Func<string, bool> chosen)
    {
        double flops = Machine.PeakFlops(), bytes = Machine.ReadBandwidth();
        Console.WriteLine($"{DateTime.Today.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}, {Environment.ProcessorCount} cores{(settings.WithPeer ? $", PyTorch {Processes.PeerVersion}" : "")}\n");
        Console.WriteLine("| row | peer | ours | ours / peer | goal | share of the limit |\n|---|--:|--:|--:|--:|--:|");
        foreach (var row in Rows.All.Where(row => chosen(row.Key)))
        {
            var (ours, peer) = Measure(row.Key, settings);
            // The limits are measured again beside each row: another's load during the first measurement must not pass as speed of ours.
            flops = row.Flops > 0 ? Math.Max(flops, Machine.PeakFlops()) : flops;
            bytes = row.Bytes > 0 ? Math.Max(bytes, Machine.ReadBandwidth()) : bytes;
            var share = row.Flops > 0 ? $"{Percent(row.Flops / ours / flops)} of FMA" : row.Bytes > 0 ? $"{Percent(row.Bytes / ours / bytes)} of reading" : "";
            Console.WriteLine($"| {row.Title} | {Time(peer)} | {Time(ours)} | {Ratio(ours / peer)} | ≤ {Processes.Text(row.Goal)} | {share} |");
        }
        if (chosen(CommandLine.FirstTensor))
        {
            var (ours, peer) = Alternate(settings, () => Processes.Ours("seconds-of-first-tensor")[0], () => Processes.Ours("seconds-of-first-tensor", "peer")[0]);
            Console.WriteLine($"| process start to first tensor (TorchSharp's, measured elsewhere: 0.45 s) | {Time(peer)} | {Time(ours)} | {Ratio(ours / 0.45)} of TorchSharp's | ≤ 0.3 | |");
        }
        if (chosen(CommandLine.Memory))
        {
            var (ours, peer) = Alternate(settings.WithFewRounds, () => Processes.Ours("memory")[0], () => Processes.Peer(PeerSetting.Any, "memory")[0]);
            Console.WriteLine($"| peak memory, 100 steps of the d128 training | {Megabytes(peer)} | {Megabytes(ours)} | {(double.IsNaN(peer) ? "" : $"{Megabytes(Math.Abs(ours - peer))} {(ours < peer ? "less" : "more")}")} | ≤ 150 MB more | |");
        }
        Console.WriteLine($"\nThe limits of all cores, the best of those measured beside the rows: {Fixed(flops / 1e9)} GFLOP/s of multiply-adds, {Fixed(bytes / 1e9)} GB/s of reading");
    }

    private static (double Ours, double Peer) Measure(string key, Settings settings)
    {
        var setting = settings.WithPeer ? Processes.BestOfPeer(key, "0.3") : PeerSetting.Any;
        return Alternate(settings, () => Processes.Ours("row", key, settings.Duration)[0], () => Processes.Peer(setting, key, settings.Duration)[0]);
    }

    private static (double Ours, double Peer) Alternate(Settings settings, Func<double> ours, Func<double> peer)
    {
        List<(double Ours, double Peer)> rounds = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            rounds.Add((ours(), settings.WithPeer ? peer() : double.NaN));
        }
        return (Timing.Median(rounds.Select(r => r.Ours)), Timing.Median(rounds.Select(r => r.Peer)));
    }

    internal static string Time(double seconds) => seconds switch
    {
        double.NaN => "",
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F1} µs"),
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F2} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s"),
    };

    internal static string Ratio(double ratio) => double.IsNaN(ratio) ? "" : ratio.ToString("F2", CultureInfo.InvariantCulture);

    internal static string Megabytes(double value) => double.IsNaN(value) ? "" : $"{Fixed(value)} MB";

    private static string Fixed(double value) => double.IsNaN(value) ? "" : value.ToString("F0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:F0} %");
}
