// PyTorch in one long-lived child process (oracle.py), asked line by line. Debian: python3-torch with libopenblas0-openmp, which .ci/run installs.

using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using TorchSharp.Managed.Tests.Golden;

namespace TorchSharp.Managed.Tests.RandomPrograms;

public sealed class TorchOracle : IDisposable
{
    private readonly Process? _process = Start();

    /// <summary>Null where python3 or torch is not installed.</summary>
    public string? Version { get; }

    public TorchOracle() => Version = _process?.StandardOutput.ReadLine() is { } line ? JsonDocument.Parse(line).RootElement.GetProperty("torch").GetString() : null;

    internal (GoldenTensor[] Values, GoldenTensor[] Gradients) Ask(RandomProgram program, string dtype)
    {
        var question = new
        {
            dtype,
            inputs = Enumerable.Range(0, program.Inputs).Select(i => new { shape = program.Shapes[i], data = program.Values(i) }),
            steps = program.Steps.Select(step => new { op = step.Op, from = step.From, numbers = step.Numbers }),
        };
        _process!.StandardInput.WriteLine(JsonSerializer.Serialize(question));
        var reply = JsonDocument.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("oracle.py ended.")).RootElement;
        Assert.False(reply.TryGetProperty("error", out var error), $"PyTorch: {error}\n{program}");
        return (Tensors(reply.GetProperty("values"), dtype), Tensors(reply.GetProperty("grads"), dtype));
    }

    public void Dispose()
    {
        _process?.StandardInput.Close();
        _process?.WaitForExit();
        _process?.Dispose();
    }

    private static GoldenTensor[] Tensors(JsonElement list, string dtype) =>
        [.. list.EnumerateArray().Select(x => new GoldenTensor(dtype, GoldenFile.Longs(x.GetProperty("shape")), GoldenFile.Doubles(x.GetProperty("data"))))];

    private static Process? Start()
    {
        try
        {
            var script = Repository.PathOf("tests", "TorchSharp.Managed.Tests", "RandomPrograms", "oracle.py");
            return Process.Start(new ProcessStartInfo("python3", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
