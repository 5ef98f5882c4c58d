// One measurement: the median seconds of a call, after as long a warm-up as the measurement.

using System.Diagnostics;

internal static class Timing
{
    internal static double MedianOfCalls(Action run, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var calls = 0;
        for (; clock.Elapsed.TotalSeconds < seconds || calls < 3; calls++)
        {
            run();
        }
        var batch = Math.Max(1, (int)(calls / clock.Elapsed.TotalSeconds * 0.01));
        List<double> times = [];
        for (clock.Restart(); clock.Elapsed.TotalSeconds < seconds || times.Count < 5;)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < batch; i++)
            {
                run();
            }
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / batch);
        }
        return Median(times);
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
