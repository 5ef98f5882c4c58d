// Measurements in processes of their own: ours by this program again, the peer's by peer.py.

using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;

internal static class Processes
{
    private static readonly string s_peer = Path.Combine(AppContext.BaseDirectory, "peer.py");

    // Debian's interpreter comes first: another one would not see the package.
    private static readonly string s_python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    internal static double[] Ours(params string[] arguments) => Ours([], arguments);

    internal static double[] Ours(Dictionary<string, string?> environment, params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        string[] all = ["measure", .. arguments];
        all = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Processes).Assembly.Location, .. all] : all;
        return Numbers(Output(program, all, environment));
    }

    internal static double[] Peer(PeerSetting setting, params string[] arguments) => Numbers(Output(s_python, [s_peer, .. arguments], setting.Environment));

    /// <summary>The setting at which the peer is fastest, by short measurements.</summary>
    internal static PeerSetting BestOfPeer(params string[] arguments)
    {
        Console.Error.Write($"{string.Join(' ', arguments)}: ");
        var best = PeerSetting.All.MinBy(setting => Peer(setting with { WarmUp = 0.5 }, arguments)[0])!;
        Console.Error.WriteLine($"the peer is fastest with {best}");
        return best;
    }

    // Asked when it is wanted: at the first use of this class it would run within the time of a first tensor.
    private static readonly Lazy<string?> s_peerVersion = new(FindPeerVersion);

    /// <summary>PyTorch's version; null: there is none.</summary>
    internal static string? PeerVersion => s_peerVersion.Value;

    private static string? FindPeerVersion()
    {
        try
        {
            return Output(s_python, ["-c", "import torch; print(torch.__version__)"], []).Trim();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double[] Numbers(string text) => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    /// <summary>What a program prints; variables of the environment that are null are taken out of it.</summary>
    private static string Output(string program, string[] arguments, Dictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
                continue;
            }
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}");
    }
}

/// <summary>How the peer is run: threads for OMP and for BLAS, and the processor that OpenBLAS takes this one for (null: what it finds; it is older than some).</summary>
internal sealed record PeerSetting(int Omp, int Blas, string? Core = null, double? WarmUp = null)
{
    /// <summary>One or all threads for each, on each processor that may be quick.</summary>
    internal static IReadOnlyList<PeerSetting> All { get; } =
    [
        .. from core in Vector512.IsHardwareAccelerated ? new[] { null, "SKYLAKEX" } : [null]
           from omp in new[] { 1, System.Environment.ProcessorCount }.Distinct()
           from blas in new[] { 1, System.Environment.ProcessorCount }.Distinct()
           select new PeerSetting(omp, blas, core),
    ];

    internal static PeerSetting Any => All[0];

    public override string ToString() => $"{Omp} of OMP's threads and {Blas} of BLAS's{(Core is null ? "" : $", as {Core}")}";

    internal Dictionary<string, string?> Environment => new()
    {
        ["OMP_NUM_THREADS"] = $"{Omp}",
        ["OPENBLAS_NUM_THREADS"] = $"{Blas}",
        ["OPENBLAS_CORETYPE"] = Core,
        ["OPENBLAS_L2_SIZE"] = null,
        ["WARM_UP"] = WarmUp is { } seconds ? Processes.Text(seconds) : null,
    };
}
