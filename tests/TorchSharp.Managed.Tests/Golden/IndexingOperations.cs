// The operations of indexing.json, spelled as TorchSharp spells them.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

internal static class IndexingOperations
{
    public static IReadOnlyDictionary<string, Func<Arguments, Result>> Table { get; } = new Dictionary<string, Func<Arguments, Result>>
    {
        ["index"] = a => a.T(0)[a.Brackets(0)],
        ["index_put"] = a => Put(a),
        ["index_put_accumulate"] = a => a.T(0).clone().index_put_(a.T(1), a.Brackets(0), accumulate: true),
        ["masked_select"] = a => a.T(0).masked_select(a.T(1)),
        ["nonzero"] = a => a.T(0).nonzero(),
        ["where_condition"] = a => where(a.T(0)),
        ["take"] = a => a.T(0).take(a.T(1)),
        ["take_along_dim"] = a => a.T(0).take_along_dim(a.T(1), a.L(0)),
        ["scatter"] = a => a.T(0).scatter(a.L(0), a.T(1), a.T(2)),
        ["index_fill"] = a => a.T(0).index_fill(a.L(0), a.T(1), a.S(1)),
        ["index_copy"] = a => a.T(0).index_copy(a.L(0), a.T(1), a.T(2)),
        ["masked_scatter"] = a => a.T(0).masked_scatter(a.T(1), a.T(2)),
        ["sort"] = a => a.T(0).sort(a.L(0), a.B(1), stable: true),
        ["argsort"] = a => a.T(0).argsort(a.L(0), a.B(1)),
        ["topk"] = a => a.T(0).topk((int)a.L(0), (int)a.L(1), a.B(2)),
        ["unique"] = a => a.T(0).unique(return_inverse: true, return_counts: true),
        ["multinomial"] = a => a.T(0).multinomial(a.L(1), a.B(2), new Generator((ulong)a.L(0))),
        ["random_"] = a => a.T(0).clone().random_(a.L(1), a.L(2), new Generator((ulong)a.L(0))),
    };

    private static Tensor Put(Arguments a)
    {
        var x = a.T(0).clone();
        x[a.Brackets(0)] = a.T(1);
        return x;
    }
}
