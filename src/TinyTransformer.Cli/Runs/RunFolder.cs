// The folder of a run: the model with its tokenizers and the log at the top, for whoever uses it; in training/ the config and the checkpoints, for --resume.
using System.Text.Json.Nodes;

namespace TinyTransformer.Cli.Runs;

internal sealed class RunFolder(string path)
{
    public string Path { get; } = path;

    public string LogFile => System.IO.Path.Combine(Path, "train.log");

    private string Training => System.IO.Path.Combine(Path, "training");

    private string ConfigFile => System.IO.Path.Combine(Training, "config.json");

    /// <summary>Where a config says that its run goes: from the config's own folder on.</summary>
    public static string PathOf(RunConfig config, string configPath) =>
        System.IO.Path.GetFullPath(config.Output, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(configPath))!);

    public bool HoldsSomething => Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any();

    public CheckpointFolder Checkpoints(RunConfig config) => new(Training, config.AverageLast);

    /// <summary>Makes the folder ready for a run from its first update on.</summary>
    public void Begin(RunConfig config)
    {
        if (Directory.Exists(Training))
        {
            Directory.Delete(Training, recursive: true);
        }
        Directory.CreateDirectory(Training);
        File.Delete(LogFile);
        File.WriteAllText(ConfigFile, ConfigJson.Write(config));
    }

    /// <exception cref="UserError">There is nothing to go on from, or it was another config's run.</exception>
    public void RequireRunOf(RunConfig config, string configPath)
    {
        if (!File.Exists(ConfigFile))
        {
            throw new UserError($"{Path}: there is no run to go on with; without --resume one begins");
        }
        if (Difference(JsonNode.Parse(File.ReadAllText(ConfigFile)), JsonNode.Parse(ConfigJson.Write(config)), "") is { } difference)
        {
            throw new UserError($"{configPath}: the run in {Path} was of another config: {difference}");
        }
    }

    // The first difference of two configs, with its place.
    private static string? Difference(JsonNode? there, JsonNode? here, string place)
    {
        if (there is JsonObject left && here is JsonObject right)
        {
            return left.Select(member => member.Key).Union(right.Select(member => member.Key)).Where(key => key is not ("$schema" or "output"))
                .Select(key => Difference(left[key], right[key], place.Length > 0 ? $"{place}.{key}" : key)).FirstOrDefault(difference => difference is not null);
        }
        return JsonNode.DeepEquals(there, here) ? null : $"{place} is {there?.ToJsonString() ?? "not set"} there and {here?.ToJsonString() ?? "not set"} here";
    }
}
