// The verb "info": what a model or a config is made of.
using TinyTransformer.Cli.Runs;

namespace TinyTransformer.Cli.Commands;

internal static class InfoCommand
{
    /// <param name="path">A model's folder or a config file.</param>
    /// <returns>An exit code.</returns>
    public static int Run(string path)
    {
        if (!Path.Exists(path))
        {
            throw new UserError($"{path}: there is no such model's folder, nor such a config");
        }
        var setup = Directory.Exists(path) ? null : RunSetup.Of(ConfigReader.Read(path), path);
        var saved = setup?.Model ?? Models.Load(path);
        var config = saved.Config;
        if (setup is not null)
        {
            Console.WriteLine($"{setup.About}.");
        }
        Console.WriteLine(saved.Shape switch
        {
            ModelShape.EncoderDecoder => "An encoder-decoder: it translates.",
            ModelShape.DecoderOnly => "A GPT: it writes on.",
            _ => $"An encoder: {saved.Does}.",
        });
        Console.WriteLine($"{config.NumLayers} layers, d_model {config.DModel}, {config.NumHeads} heads, feed-forward {config.DFeedForward}, {config.MaxPositions} positions.");
        Console.WriteLine($"Positions: {config.Positions}. Norms: {config.NormKind}, {config.NormPlacement}. Activation: {config.Activation}. Tied embeddings: {config.TieEmbeddings}.");
        Console.WriteLine($"{saved.Tokenizer.VocabularySize} tokens{(ReferenceEquals(saved.Source, saved.Tokenizer) ? "" : $" (source: {saved.Source.VocabularySize})")}; special: {string.Join(", ", saved.Tokenizer.Specials.Select(special => $"{special.Key} = {special.Value}"))}.");
        Console.WriteLine(ParameterCount.Of(config, saved.Shape, (saved.Model as SequenceClassifier)?.Classes));
        return ExitCode.Success;
    }
}
