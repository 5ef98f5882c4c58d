namespace TinyTransformer.Cli.Commands;

/// <summary>Reads the model of a verb's argument.</summary>
internal static class Models
{
    /// <exception cref="UserError">There is none.</exception>
    public static SavedModel Load(string folder) => Directory.Exists(folder)
        ? SavedModel.Load(folder)
        : throw new UserError($"{folder}: there is no such folder; a model's folder holds model.json and model.safetensors, as train writes them");
}
