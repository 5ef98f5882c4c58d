// What a model would say if it stopped thinking after each block: the residual stream at that depth, read by the model's own final norm and unembedding
// (nostalgebraist 2020, "interpreting GPT: the logit lens").

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>The logits at each depth.</summary>
public static class LogitLens
{
    /// <summary>Reads the residual stream after the embedding and after each block: <c>LogitLens.Read(cache, model.Unembed)</c>.</summary>
    /// <param name="cache">A recorded forward.</param>
    /// <param name="unembed">From the stream to logits, (B, T, D) -> (B, T, V); the model's own.</param>
    /// <param name="stack">Whose stream: <c>block</c> of a GPT, <c>decoder</c> of an encoder-decoder.</param>
    /// <returns>N + 1 depths, each with its name and its logits (B, T, V); the last are the model's own.</returns>
    /// <exception cref="ArgumentException">There are no values of that stack in the cache.</exception>
    public static IReadOnlyList<(string Name, Tensor Logits)> Read(ActivationCache cache, Func<Tensor, Tensor> unembed, string stack = "block")
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(unembed);
        var stream = cache.All($"{stack}.0.residual.in").Concat(cache.All($"{stack}.*.residual.out")).ToArray();
        return stream.Length > 0 ? [.. stream.Select(depth => (depth.Name, unembed(depth.Value)))]
            : throw new ArgumentException($"stack: nothing was recorded under \"{stack}\"");
    }
}
