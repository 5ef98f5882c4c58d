using System.Text.RegularExpressions;
using TinyTransformer.Tests;

namespace TinyTransformer.Cli.Tests;

/// <summary>Ctrl+C in the middle of a run: the last state is saved, and with it the run comes to the very losses of one that nobody stopped.</summary>
[Collection(nameof(OneConsole))]
public sealed partial class InterruptTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_Interrupted_SavesAndExitsWith130_AndResumedHasTheLossesOfAWholeRun()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl+C to one program of a Windows console");
        // Long enough to be stopped within, and neither an evaluation nor a checkpoint is due before the end.
        var config = _folder.Write("copy.json", Samples.Copy.Replace("\"updates\": 6, \"evaluateEvery\": 3, \"checkpointEvery\": 2", "\"updates\": 600"));
        Assert.Equal(0, Cli.Run("train", config, "--output", _folder.PathOf("whole")).Code);
        using var program = CliProcess.Start("train", config, "--output", _folder.PathOf("stopped"));
        program.WaitForLine("update     15/");
        program.Interrupt();
        var (code, output, error) = program.End();
        Assert.Equal((130, ""), (code, error));
        var update = Stop().Match(output).Groups["update"].Value;
        Assert.InRange(int.Parse(update), 15, 599);
        Assert.Equal([$"update-{update.PadLeft(8, '0')}"], Directory.GetDirectories(_folder.PathOf("stopped/training")).Select(Path.GetFileName));
        Assert.False(File.Exists(_folder.PathOf("stopped/model.json")));

        var resumed = Cli.Run("train", config, "--output", _folder.PathOf("stopped"), "--resume");
        Assert.Equal((0, ""), (resumed.Code, resumed.Error));
        Assert.Contains($"taken up after update {update}", resumed.Out);
        Assert.Equal(Losses("whole"), Losses("stopped"));
        Assert.Equal(File.ReadAllBytes(_folder.PathOf("whole/model.safetensors")), File.ReadAllBytes(_folder.PathOf("stopped/model.safetensors")));
    }

    [Fact]
    public void Translate_InterruptedWhileItWaitsForALine_EndsWith130()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a test cannot send Ctrl+C to one program of a Windows console");
        Assert.Equal(0, Cli.Run("train", _folder.Write("copy.json", Samples.Copy)).Code);
        using var program = CliProcess.Start("translate", _folder.PathOf("copy"));
        program.Say("1 2");
        program.WaitForLine("");
        program.Interrupt();
        Assert.Equal(130, program.End().Code);
    }

    private List<string> Losses(string folder) => [.. Line().Matches(File.ReadAllText(_folder.PathOf($"{folder}/train.log"))).Select(line => $"{line.Groups["update"].Value} {line.Groups["loss"].Value}")];

    [GeneratedRegex(@"^interrupted after update (?<update>\d+); --resume goes on from there$", RegexOptions.Multiline)]
    private static partial Regex Stop();

    [GeneratedRegex(@"^(?:update|evaluation after update) +(?<update>[\d,]+).* loss (?<loss>[\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
