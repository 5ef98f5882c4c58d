// The folder of a run: the model with its tokenizers and the log at the top, for whoever uses it; in training/ the config and the checkpoints, for --resume.
using System.Text.Json;
using static System.IO.Path;

namespace TinyTransformer.Cli.Runs;

internal sealed class RunFolder(string path)
{
    private const string TrainingName = "training", ConfigName = "config.json", DigestName = "data.sha256", PartialEnding = ".partial";

    public string Path { get; } = path;

    public string LogFile => Combine(Path, "train.log");

    private string Training => Combine(Path, TrainingName);

    private string ConfigFile => Combine(Training, ConfigName);

    private string DigestFile => Combine(Training, DigestName);

    /// <summary>Where a config says that its run goes: from the config's own folder on.</summary>
    /// <exception cref="UserError">It is no path.</exception>
    public static string PathOf(RunConfig config, string configPath) => config.Output.Length > 0 && !config.Output.Contains('\0')
        ? GetFullPath(config.Output, GetDirectoryName(GetFullPath(configPath))!)
        : throw new UserError($"{configPath}: output: expected a path, got {JsonSerializer.Serialize(config.Output)}");

    /// <summary>Whether a run was begun in a folder, and can be taken up.</summary>
    public static bool HoldsRun(string path) => System.IO.Path.Exists(new RunFolder(path).ConfigFile);

    public bool HoldsSomething => Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any();

    public CheckpointFolder Checkpoints(RunConfig config) => new(Training, config.AverageLast);

    /// <summary>Makes the folder ready for a run from its first update on. What an earlier run left goes first, its model before all: at no time are files of two runs taken for one model. Files that no run writes stay.</summary>
    /// <exception cref="UserError">The folder cannot be written, or training/ holds what no run writes; nothing was changed.</exception>
    public void Begin(RunSetup setup)
    {
        RequireOwn();
        var begun = $"{Training}.{Guid.NewGuid():N}{PartialEnding}";
        try
        {
            Directory.CreateDirectory(begun);
            File.WriteAllText(Combine(begun, ConfigName), ConfigJson.Write(setup.Config));
            File.WriteAllText(Combine(begun, DigestName), setup.DataDigest + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"{Path}: cannot be written: {error.Message}", error);
        }
        SavedModel.Delete(Path);
        File.Delete(LogFile);
        if (HoldsRun(Path))
        {
            File.Delete(ConfigFile);                                        // without it, no one goes on from the checkpoints
        }
        foreach (var old in Directory.EnumerateDirectories(Path, $"{TrainingName}*").Where(folder => folder == Training || (folder.EndsWith(PartialEnding, StringComparison.Ordinal) && folder != begun)))
        {
            Directory.Delete(old, recursive: true);
        }
        Directory.Move(begun, Training);
    }

    /// <exception cref="UserError">There is nothing to go on from, or it was another config's run or of other data.</exception>
    public void RequireRunOf(RunSetup setup, string configPath)
    {
        if (!HoldsRun(Path))
        {
            throw new UserError($"{Path}: there is no run to go on with; without --resume one begins");
        }
        if (JsonDifference.Of(ConfigJson.Node(Begun()), ConfigJson.Node(setup.Config), "$schema", "output") is { } difference)
        {
            throw new UserError($"{configPath}: the run in {Path} was of another config: {difference}");
        }
        if (File.Exists(DigestFile) && TextFile.ReadText(DigestFile).Trim() != setup.DataDigest)
        {
            throw new UserError($"{DigestFile}: the run began with other data than {configPath} has now, so its losses would be others; --overwrite begins anew");
        }
    }

    private RunConfig Begun()
    {
        try
        {
            return ConfigReader.Read(ConfigFile);
        }
        catch (UserError error)
        {
            throw new UserError($"{error.Message}; this copy says which run it is, and without it none can be taken up: --overwrite begins anew", error);
        }
    }

    private void RequireOwn()
    {
        if (File.Exists(Path))
        {
            throw new UserError($"{Path}: a file, expected a folder for the model");
        }
        var foreign = File.Exists(Training) ? Training : Directory.Exists(Training) ? Directory.EnumerateFileSystemEntries(Training).FirstOrDefault(entry => !IsOwn(GetFileName(entry))) : null;
        if (foreign is not null)
        {
            throw new UserError($"{foreign}: no run wrote this, so --overwrite leaves it; --output names another folder");
        }
    }

    private static bool IsOwn(string name) => name is ConfigName or DigestName || name.StartsWith(CheckpointFolder.Prefix, StringComparison.Ordinal);
}
