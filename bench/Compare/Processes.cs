// Measurements in processes of their own: ours by this program again, the peer's by peer.py.

using System.Diagnostics;
using System.Globalization;

internal static class Processes
{
    private static readonly string s_peer = Path.Combine(AppContext.BaseDirectory, "peer.py");

    // Debian's interpreter comes first: another one would not see the package.
    private static readonly string s_python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    internal static double[] Ours(params string[] arguments) => Ours([], arguments);

    internal static double[] Ours(Dictionary<string, string> environment, params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var all = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(Processes).Assembly.Location, .. arguments] : arguments;
        return Numbers(Output(program, all, environment));
    }

    internal static double[] Peer(int omp, int blas, params string[] arguments) =>
        Numbers(Output(s_python, [s_peer, .. arguments], new() { ["OMP_NUM_THREADS"] = $"{omp}", ["OPENBLAS_NUM_THREADS"] = $"{blas}" }));

    /// <summary>The threads for OMP and BLAS, one or all, at which the peer is fastest.</summary>
    internal static (int Omp, int Blas) BestOfPeer(params string[] arguments)
    {
        var all = Environment.ProcessorCount;
        return new[] { (1, 1), (1, all), (all, 1), (all, all) }.Distinct().MinBy(setting => Peer(setting.Item1, setting.Item2, arguments)[0]);
    }

    internal static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double[] Numbers(string text) => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

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
}
