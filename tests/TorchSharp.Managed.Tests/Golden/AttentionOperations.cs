// The operations of attention.json, spelled as TorchSharp spells them.

using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Golden;

internal static class AttentionOperations
{
    public static IReadOnlyDictionary<string, Func<Arguments, Result>> Table { get; } = new Dictionary<string, Func<Arguments, Result>>
    {
        ["attention"] = a => scaled_dot_product_attention(a.T(0), a.T(1), a.T(2), is_casual: a.B(0)),
        ["attention_mask"] = a => scaled_dot_product_attention(a.T(0), a.T(1), a.T(2), a.T(3).detach()),
        ["attention_mask_slope"] = a => scaled_dot_product_attention(a.T(0), a.T(1), a.T(2), a.T(3)),
    };
}
