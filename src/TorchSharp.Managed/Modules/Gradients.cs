// What modules and optimizers both do to a parameter's gradient.

using TorchSharp.Modules;

namespace TorchSharp;

internal static class Gradients
{
    /// <summary>Forgets the gradient, or fills it with 0 where it lies.</summary>
    internal static void Clear(Parameter parameter, bool forget)
    {
        if (parameter.Gradient is not { } gradient)
        {
            return;
        }
        if (forget)
        {
            parameter.grad = null;
            return;
        }
        using var off = torch.no_grad();
        gradient.detach_().zero_();
    }
}
