// Ours beside PyTorch, on this machine, in this run. Each measurement is a process of its own; ours and the peer's take turns; a row is the median of its rounds.
//
//     dotnet run -c Release --project bench/Compare                       all rows, 7 rounds
//     dotnet run -c Release --project bench/Compare -- matmul step-tiny   rows whose key begins so
//     … -- --rounds 3 --seconds 0.5                                       quicker and rougher
//     … -- --ours                                                         without the peer
//
// The peer is Debian's PyTorch (python3 with torch; apt-get install python3-torch libopenblas0-openmp), at the best of 1 or all threads for OMP and for BLAS.

using System.Diagnostics;
using System.Globalization;
using TorchSharp;

if (args is ["row", var key, var duration])
{
    Console.WriteLine(Timing.MedianOfCalls(Rows.All.Single(row => row.Key == key).Prepare(), double.Parse(duration, CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture));
    return 0;
}
if (args is ["first-tensor"])
{
    torch.zeros(1);
    return 0;
}
if (args is ["memory"])
{
    var step = Rows.Step(new(64, 128, 4, 4, 64, 16));
    for (var i = 0; i < 100; i++)
    {
        step();
    }
    using var self = Process.GetCurrentProcess();
    Console.WriteLine((self.PeakWorkingSet64 / 1048576.0).ToString("R", CultureInfo.InvariantCulture));
    return 0;
}
return Comparison.Run(args);
