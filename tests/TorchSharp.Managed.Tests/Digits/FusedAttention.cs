// scaled_dot_product_attention for the fixed program, forward and backward: sizes beside the widths of vectors, more than one block of 64 queries, masks, heads split by a
// transpose, in both float types.

using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Digits;

internal static class FusedAttention
{
    private static readonly (int B, int H, int T, int S, int D, int Dv)[] s_sizes =
        [(1, 1, 1, 1, 1, 1), (2, 3, 5, 9, 7, 3), (1, 2, 17, 33, 16, 15), (2, 2, 130, 130, 8, 9), (1, 2, 70, 21, 33, 5), (1, 3, 20, 150, 4, 17), (2, 4, 128, 96, 32, 32)];

    /// <summary>One query, as where a model writes token by token, and one key: products of one row.</summary>
    private static readonly (int B, int H, int T, int S, int D, int Dv)[] s_rows = [(2, 2, 1, 131, 16, 144), (1, 2, 130, 1, 136, 140), (1, 1, 1, 5, 3, 2)];

    public static IEnumerable<Tensor> All() => Of(s_sizes);

    public static IEnumerable<Tensor> OneRow() => Of(s_rows);

    private static IEnumerable<Tensor> Of((int B, int H, int T, int S, int D, int Dv)[] sizes) =>
        from type in (ScalarType[])[float32, float64]
        from size in sizes
        from mask in (string[])["", "causal", "bool", "float", "keys"]
        from result in Slopes(size.B, size.H, size.T, size.S, size.D, size.Dv, mask, type)
        select result;

    private static IEnumerable<Tensor> Slopes(int b, int h, int t, int s, int d, int dv, string kind, ScalarType type)
    {
        Tensor[] inputs = [Fill(type, b, t, h, d).requires_grad_(), Fill(type, b, s, h, d).requires_grad_(), Fill(type, b, s, h, dv).requires_grad_()];
        var heads = Array.ConvertAll(inputs, x => x.transpose(1, 2));             // (B,T,H,Dh) -> (B,H,T,Dh), as a model splits its heads
        var mask = kind switch
        {
            "bool" => Fill(type, t, s) > -0.3 | arange(s).eq(0),
            "float" => Fill(type, b, 1, t, s),
            "keys" => arange(s) <= arange(b).view(b, 1, 1, 1) * 4,
            _ => null,
        };
        var y = F.scaled_dot_product_attention(heads[0], heads[1], heads[2], mask, is_casual: kind == "causal");
        (y * Fill(type, b, h, t, dv)).sum().backward();
        return [y.detach(), .. inputs.Select(x => x.grad!)];
    }

    private static Tensor Fill(ScalarType type, params long[] shape) => (arange(shape.Aggregate(1L, (a, b) => a * b), type) * 0.7).sin().reshape(shape) * 2;
}
