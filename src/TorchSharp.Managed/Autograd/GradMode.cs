// Whether operations are recorded, for each thread. no_grad and its like switch it for the length of a using block.

namespace TorchSharp;

internal sealed class GradMode : IDisposable
{
    [ThreadStatic]
    private static bool s_disabled;

    private readonly bool _before = s_disabled;

    internal GradMode(bool enabled) => s_disabled = !enabled;

    internal static bool Enabled => !s_disabled;

    public void Dispose() => s_disabled = _before;
}

/// <summary>no_grad, under the name that PyTorch gives to code that never will need a gradient. Here it is the same, but for what is_inference_mode_enabled says.</summary>
internal sealed class InferenceMode : IDisposable
{
    [ThreadStatic]
    private static bool s_enabled;

    private readonly bool _before = s_enabled;
    private readonly GradMode _gradients;

    internal InferenceMode(bool enabled)
    {
        s_enabled = enabled;
        _gradients = new GradMode(!enabled);
    }

    internal static bool Enabled => s_enabled;

    public void Dispose()
    {
        _gradients.Dispose();
        s_enabled = _before;
    }
}

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>No operation is recorded until the end of the block. (A tensor made in it may be used with gradients later, which PyTorch refuses.)</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => InferenceMode.Enabled;

    public static bool is_grad_enabled() => GradMode.Enabled;
}
