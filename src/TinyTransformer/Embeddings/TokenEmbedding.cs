// Input Embedding, the box at the foot of Figure 1: each token is a row of a learned table. The same table, used from the other side, gives the logits (section 3.4).

using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>ids (B, T) of Int64 -> vectors (B, T, D), times √D where the config scales embeddings (Vaswani et al. 2017, section 3.4).</summary>
public sealed class TokenEmbedding : nn.Module<Tensor, Tensor>
{
    private readonly double _scale;
    [ComponentName(Name = "weight")] private readonly Parameter _table;

    /// <param name="vocabularySize">Rows of the table, where it is not the config's <see cref="TransformerConfig.VocabularySize"/>.</param>
    public TokenEmbedding(TransformerConfig config, long? vocabularySize = null) : base(nameof(TokenEmbedding))
    {
        ArgumentNullException.ThrowIfNull(config);
        _scale = config.ScaleEmbeddings ? Math.Sqrt(config.DModel) : 1;
        _table = Initialization.Table(config, vocabularySize ?? config.VocabularySize);
        RegisterComponents();
    }

    /// <summary>(V, D), one row a token.</summary>
    public Parameter Table => _table;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The ids are not (B, T) of Int64, or one of them has no row; the message names it and its place. (A GPU tells of such an id later, in words of its own.)</exception>
    public override Tensor forward(Tensor ids)
    {
        var (B, T) = ids.Dims2();
        if (ids.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"ids: expected Int64, got {ids.dtype}");
        }
        try
        {
            #region look-up
            var rows = _table.index_select(0, ids.reshape(-1)).view(B, T, -1);     // (V,D), (B·T) -> (B,T,D)
            return _scale == 1 ? rows : rows * _scale;
            #endregion
        }
        catch (ExternalException error) when (Outside(ids) is { } message)         // looked for only where the engine has refused: a good batch is not read twice
        {
            throw new ArgumentException(message, error);
        }
    }

    /// <summary>Names the first id that has no row; null: all have one.</summary>
    private string? Outside(Tensor ids)
    {
        var (T, V) = (ids.shape[1], _table.shape[0]);
        var all = ids.cpu().reshape(-1).data<long>().ToArray();
        var place = Array.FindIndex(all, id => id < 0 || id >= V);
        return place < 0 ? null : $"token id {all[place]} at ({place / T}, {place % T}): expected 0 to {V - 1}";
    }

    /// <summary>Logits: how well each token's row matches a position, (…, D) -> (…, V).</summary>
    public Tensor Unembed(Tensor x) => nn.functional.linear(x, _table);     // (…,D) @ (D,V) -> (…,V)
}
