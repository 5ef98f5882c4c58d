// Models with values of a generator of their own: other tests draw from torch's at the same time.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

internal static class Fixed
{
    internal static DecoderOnly Model(TransformerConfig config, ulong seed) => Drawn(new DecoderOnly(config), seed);

    internal static EncoderDecoder Translator(TransformerConfig config, ulong seed) => Drawn(new EncoderDecoder(config), seed);

    /// <summary>Matrices of deviation 1/2: strong opinions, so that no choice hangs on rounding.</summary>
    private static T Drawn<T>(T model, ulong seed) where T : nn.Module
    {
        using var off = no_grad();
        using var generator = new Generator(seed);
        foreach (var parameter in model.parameters().Where(parameter => parameter.ndim == 2))
        {
            parameter.copy_(randn(parameter.shape, generator: generator) / 2);
        }
        model.eval();
        return model;
    }
}
