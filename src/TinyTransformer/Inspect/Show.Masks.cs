using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

public static partial class Show
{
    /// <summary>Where queries may look, small enough to stand beside others: coloured yes, hatched no.</summary>
    /// <param name="mask">Of one sequence; of a batch choose one, as in mask[0]. Null: everywhere.</param>
    /// <param name="queries">Labels of the rows, and of the columns too unless <paramref name="keys"/> is given.</param>
    /// <param name="title">The heading.</param>
    /// <param name="keys">Labels of the columns, where they are other tokens than the queries'.</param>
    /// <exception cref="ArgumentException">The mask is for other numbers of queries and keys, or for several sequences.</exception>
    public static Heatmap Mask(AttentionMask? mask, IReadOnlyList<string> queries, string? title = null, IReadOnlyList<string>? keys = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        long[] shape = [queries.Count, (keys ?? queries).Count];
        if (mask is { Allowed.ndim: 3 })
        {
            mask = mask.Allowed.shape[0] == 1 ? mask[0] : throw new ArgumentException($"mask: expected that of one sequence, got {ShapeTable.Format(mask.Allowed.shape)}; choose one, as in mask[0]");
        }
        if (mask is not null && mask.Allowed.shape.Zip(shape).Any(pair => pair.First != pair.Second && pair.First != 1))
        {
            throw new ArgumentException($"mask: expected {ShapeTable.Format(shape)} for these labels, got {ShapeTable.Format(mask.Allowed.shape)}");
        }
        return YesOrNo(mask is null ? new bool[shape[0], shape[1]] : Forbidden(mask, shape), queries, keys ?? queries, title);
    }

    /// <summary>
    /// Which input reaches which output, measured and not believed: each token in turn is changed, and each row of the output is compared bit by bit. Rows are
    /// outputs, columns are inputs; hatched: not one bit differs. A causal model leaves all above the diagonal hatched.
    /// </summary>
    /// <param name="model">ids (1, T) -> (1, rows, …): a model's forward, without dropout.</param>
    /// <param name="ids">(1, T) of Int64.</param>
    /// <param name="other">The id that takes a token's place, one that is not among them.</param>
    /// <param name="inputs">T labels for the columns.</param>
    /// <param name="outputs">Labels for the rows; null: the inputs'.</param>
    /// <param name="title">The heading.</param>
    /// <exception cref="ArgumentException">The ids are not one sequence, or the other id is among them.</exception>
    public static Heatmap Reach(Func<Tensor, Tensor> model, Tensor ids, long other, IReadOnlyList<string> inputs, IReadOnlyList<string>? outputs = null, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Dims2() is not (1, var T))
        {
            throw new ArgumentException($"ids: expected (1, T), got {ShapeTable.Format(ids.shape)}");
        }
        if (ids.eq(other).any().item<bool>())
        {
            throw new ArgumentException($"other: expected an id that is not among the ids, got {other}");
        }
        using var off = no_grad();
        var before = model(ids)[0].flatten(1);                                                     // (1,rows,…) -> (rows,n)
        var columns = new List<Tensor>();
        for (var t = 0; t < T; t++)
        {
            var changed = ids.clone();
            changed[0, t] = tensor(other);
            columns.Add(model(changed)[0].flatten(1).eq(before).all(1));                           // (rows)
        }
        var same = (bool[,])stack(columns, 1).data<bool>().ToNDArray();                            // (rows,T)
        return YesOrNo(same, outputs ?? inputs, inputs, title, "output", "changed input", "not one bit differs");
    }

    private static Heatmap YesOrNo(
        bool[,] no,
        IReadOnlyList<string> rows,
        IReadOnlyList<string> columns,
        string? title,
        string rowTitle = "query",
        string columnTitle = "key",
        string noTitle = "masked") =>
        new(Numbers(ones([no.GetLength(0), no.GetLength(1)]), "mask"))
        {
            Title = title,
            RowLabels = rows,
            ColumnLabels = columns,
            RowTitle = rowTitle,
            ColumnTitle = columnTitle,
            Mask = no,
            MaskedTitle = noTitle,
            Decimals = 0,
            CellSize = 24,
            ShowValues = false,
            ShowScale = false,
        };
}
