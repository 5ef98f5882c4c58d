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

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => GradMode.Enabled;
}
