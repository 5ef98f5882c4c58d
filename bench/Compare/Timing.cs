// One measurement: the median seconds of a call. The warm-up is long enough for the runtime to have compiled everything for good; the peer has the same.

using System.Diagnostics;

internal static class Timing
{
    private const double WarmUp = 3;

    internal static double MedianOfCalls(Action run, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var calls = 0;
        for (; clock.Elapsed.TotalSeconds < WarmUp || calls < 3; calls++)
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
