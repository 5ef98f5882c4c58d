using System.Diagnostics;

internal static class Timing
{
    /// <summary>The median seconds of some runs; it is printed with the spread.</summary>
    internal static double Report(string what, int runs, Action action)
    {
        var seconds = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var clock = Stopwatch.StartNew();
            action();
            seconds.Add(clock.Elapsed.TotalSeconds);
        }
        seconds.Sort();
        Console.WriteLine($"{what}: {seconds[runs / 2]:F3} s (of {runs}: {seconds[0]:F3} to {seconds[^1]:F3})");
        return seconds[runs / 2];
    }
}
