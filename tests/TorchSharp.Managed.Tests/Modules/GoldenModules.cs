// The modules of tests/golden/modules.json as they are made here: name -> how to make it, and how to call it.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Managed.Tests.Modules;

internal static class GoldenModules
{
    private static readonly Tensor Pad = tensor(new bool[,] { { false, false, false, true }, { false, true, true, true } });

    private static readonly Tensor Aside = tensor(new bool[,] { { false, false, true }, { false, false, false } });
    private static readonly Tensor Across = full([3, 4], double.NegativeInfinity).triu(2);

    public static readonly Dictionary<string, (Func<Module> Make, Func<Module, Tensor[], Tensor[]> Call)> Table = new()
    {
        ["linear"] = (() => Linear(5, 3), One),
        ["linear, 1-d"] = (() => Linear(5, 3), One),
        ["linear without bias"] = (() => Linear(5, 3, hasBias: false), One),
        ["linear, float64"] = (() => Linear(5, 3, dtype: float64), One),
        ["linear, wide"] = (() => Linear(40, 33), One),
        ["embedding"] = (() => Embedding(7, 5), One),
        ["embedding, small"] = (() => Embedding(3, 4), One),
        ["embedding with padding"] = (() => Embedding(7, 5, padding_idx: 2), One),
        ["layer norm"] = (() => LayerNorm(5), One),
        ["layer norm, two dimensions"] = (() => LayerNorm([4, 5]), One),
        ["layer norm, plain"] = (() => LayerNorm(5, elementwise_affine: false), One),
        ["layer norm, wide"] = (() => LayerNorm(37, eps: 1e-3), One),
        ["layer norm, float64"] = (() => LayerNorm(19, dtype: float64), One),
        ["dropout"] = (() => Dropout(0.3), One),
        ["dropout, float64"] = (() => Dropout(0.5), One),
        ["relu"] = (() => ReLU(), One),
        ["gelu"] = (() => GELU(), One),
        ["gelu by tanh"] = (() => GELU(TorchSharp.Modules.GELU.Approximate.tanh), One),
        ["silu"] = (() => SiLU(), One),
        ["tanh"] = (() => Tanh(), One),
        ["sigmoid"] = (() => Sigmoid(), One),
        ["softmax"] = (() => Softmax(1), One),
        ["log softmax"] = (() => LogSoftmax(-1), One),
        ["identity"] = (() => Identity(), One),
        ["flatten"] = (() => Flatten(), One),
        ["sequential"] = (() => Sequential(Linear(5, 6), ReLU(), LayerNorm(6), Linear(6, 2)), One),
        ["attention"] = (() => MultiheadAttention(8, 2), (m, x) => Attend(m, x[0], x[0], x[0])),
        ["attention, causal"] = (() => MultiheadAttention(8, 2), (m, x) => Attend(m, x[0], x[0], x[0], mask: Causal(4))),
        ["attention, causal by Bool"] = (() => MultiheadAttention(8, 2), (m, x) => Attend(m, x[0], x[0], x[0], mask: Causal(4) < 0)),
        ["attention, padding"] = (() => MultiheadAttention(8, 2), (m, x) => Attend(m, x[0], x[0], x[0], Pad)),
        ["attention, causal and padding"] = (() => MultiheadAttention(8, 2), (m, x) => Attend(m, x[0], x[0], x[0], Pad, Causal(4))),
        ["attention, a mask for each head"] = (() => MultiheadAttention(8, 2), (m, x) => Attend(m, x[0], x[0], x[0], mask: Masks())),
        ["attention, cross"] = (() => MultiheadAttention(8, 4), (m, x) => Attend(m, x[0], x[1], x[1])),
        ["attention, three inputs"] = (() => MultiheadAttention(8, 4), (m, x) => Attend(m, x[0], x[1], x[2])),
        ["attention without bias"] = (() => MultiheadAttention(8, 1, bias: false), (m, x) => Attend(m, x[0], x[0], x[0])),
        ["attention, other widths"] = (() => MultiheadAttention(8, 2, kdim: 5, vdim: 3), (m, x) => Attend(m, x[0], x[1], x[2])),
        ["attention, one key more"] = (() => MultiheadAttention(8, 2, add_bias_kv: true), (m, x) => Attend(m, x[0], x[0], x[0], Pad)),
        ["attention, a zero more"] = (() => MultiheadAttention(8, 2, add_zero_attn: true), (m, x) => Attend(m, x[0], x[0], x[0], mask: Causal(4))),
        ["attention, dropout"] = (() => MultiheadAttention(8, 2, dropout: 0.4), (m, x) => Attend(m, x[0], x[0], x[0])),
        ["encoder layer"] = (() => TransformerEncoderLayer(8, 2, 12, 0), One),
        ["encoder layer, gelu and masks"] = (() => TransformerEncoderLayer(8, 2, 12, 0, Activations.GELU), (m, x) => [((TransformerEncoderLayer)m).call(x[0], Causal(4), Pad)]),
        ["encoder layer, dropout"] = (() => TransformerEncoderLayer(8, 2, 12, 0.25), One),
        ["encoder"] = (() => TransformerEncoder(TransformerEncoderLayer(8, 2, 12, 0), 2), (m, x) => [((TransformerEncoder)m).call(x[0], Causal(4))]),
        ["decoder layer"] = (() => TransformerDecoderLayer(8, 2, 12, 0), (m, x) => [((TransformerDecoderLayer)m).call(x[0], x[1], Causal(3), memory_key_padding_mask: Pad)]),
        ["decoder layer, every mask"] = (() => TransformerDecoderLayer(8, 2, 12, 0), (m, x) => [((TransformerDecoderLayer)m).call(x[0], x[1], Causal(3), Across, Aside, Pad)]),
        ["decoder layer, every mask by Bool, gelu"] = (() => TransformerDecoderLayer(8, 2, 12, 0, Activations.GELU), (m, x) => [((TransformerDecoderLayer)m).call(x[0], x[1], Causal(3) < 0, Across < 0, Aside, Pad)]),
        ["decoder layer, dropout"] = (() => TransformerDecoderLayer(8, 2, 12, 0.25), (m, x) => [((TransformerDecoderLayer)m).call(x[0], x[1], Causal(3))]),
        ["decoder, every mask"] = (() => TransformerDecoder(TransformerDecoderLayer(8, 2, 12, 0), 2), (m, x) => [((TransformerDecoder)m).call(x[0], x[1], Causal(3), Across, Aside, Pad)]),
        ["encoder, dropout"] = (() => TransformerEncoder(TransformerEncoderLayer(8, 2, 12, 0.25), 2), (m, x) => [((TransformerEncoder)m).call(x[0], Causal(4), Pad)]),
        ["transformer, dropout"] = (() => Transformer(8, 2, 1, 1, 12, 0.2), (m, x) => [((Transformer)m).call(x[0], x[1], null, Causal(3), src_key_padding_mask: Pad, memory_key_padding_mask: Pad)]),
        ["transformer, every mask, gelu"] = (() => Transformer(8, 2, 1, 1, 12, 0, Activations.GELU), (m, x) => [((Transformer)m).call(x[0], x[1], Causal(4), Causal(3), Across, Pad, Aside, Pad)]),
        ["decoder"] = (() => TransformerDecoder(TransformerDecoderLayer(8, 2, 12, 0), 2), (m, x) => [((TransformerDecoder)m).call(x[0], x[1])]),
        ["transformer"] = (() => Transformer(8, 2, 2, 2, 12, 0), (m, x) => [((Transformer)m).call(x[0], x[1], null, Causal(3), src_key_padding_mask: Pad, memory_key_padding_mask: Pad)]),
    };

    private static Tensor[] One(Module m, Tensor[] x) => [((Module<Tensor, Tensor>)m).call(x[0])];

    private static Tensor[] Attend(Module m, Tensor q, Tensor k, Tensor v, Tensor? padding = null, Tensor? mask = null)
    {
        var (result, pattern) = ((MultiheadAttention)m).call(q, k, v, padding, true, mask);
        return [result, pattern];
    }

    private static Tensor Causal(long t) => full([t, t], double.NegativeInfinity).triu(1);

    private static Tensor Masks() => stack([Causal(4), Causal(4).T, zeros(4, 4), Causal(4)]);
}
