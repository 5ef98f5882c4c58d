// Each kernel by itself:
//
//     dotnet run -c Release --project bench/Micro -- --filter "*"                  all
//     dotnet run -c Release --project bench/Micro -- --filter "*Softmax*"          one; --list flat names them

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Micro;

// In this process: a project that BenchmarkDotNet generates would not find the repository's central package versions.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(Kernels).Assembly).Run(args, config);
