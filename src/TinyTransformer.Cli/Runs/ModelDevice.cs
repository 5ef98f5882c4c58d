using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Cli.Runs;

/// <summary>Where models stand, those to be trained and those that are read: on the GPU where the engine has one (TorchEngine=cuda), else on the CPU. Data follows its model.</summary>
internal static class ModelDevice
{
    /// <summary>Moves a model there.</summary>
    public static void Place(nn.Module model) => _ = model.to(device(cuda_is_available() ? "cuda" : "cpu"));
}
