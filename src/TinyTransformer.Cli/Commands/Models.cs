using TinyTransformer.Cli.Runs;

namespace TinyTransformer.Cli.Commands;

/// <summary>Reads the model of a verb's argument.</summary>
internal static class Models
{
    /// <returns>The model, where the engine computes fastest.</returns>
    /// <exception cref="UserError">There is none.</exception>
    public static SavedModel Load(string folder)
    {
        RequireModel(folder);
        var saved = SavedModel.Load(folder);
        ModelDevice.Place(saved.Model);
        return saved;
    }

    /// <summary>What a model is for, where a verb was given one of another kind.</summary>
    public static string Use(SavedModel saved) => saved.Model switch
    {
        EncoderDecoder => "this model translates a source; use translate",
        DecoderOnly => "this model has no source, it writes on; use generate",
        _ => $"a {saved.Model.GetType().Name} neither translates nor writes on; use info",
    };

    private static void RequireModel(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserError($"{folder}: there is no such folder; a model's folder holds model.json and model.safetensors, as train writes them");
        }
        if (!SavedModel.IsIn(folder))
        {
            throw new UserError($"{folder}: there is no model in it (no model.json){(RunFolder.HoldsRun(folder) ? ", but a run without an evaluation yet: train with --resume goes on with it" : "")}");
        }
    }
}
