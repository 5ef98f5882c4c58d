// Products by equation or by lists of dimensions, and products with a sum in one call.

namespace TorchSharp;

/// <summary>How cdist may compute Euclidean distances. This engine always subtracts first, which is the exact way.</summary>
public enum compute_mode
{
    use_mm_for_euclid_dist_if_necessary = 0,
    use_mm_for_euclid_dist = 1,
    donot_use_mm_for_euclid_dist = 2,
}

public static partial class torch
{
    /// <summary>Einstein's summation, for instance "bhqd,bhkd->bhqk" for attention scores. Any letters, "..." for further dimensions; operands are taken from left to right.</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Einsum.Compute(NotNull(equation), LiveTensors("einsum", tensors));

    /// <summary>The sum over the last dimensions of a with the first of b, as many as dims says.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long dims = 2) => dims >= 0 && dims <= NotNull(a).Rank && dims <= NotNull(b).Rank
        ? tensordot(a, b, [.. Enumerable.Range(a.Rank - (int)dims, (int)dims).Select(d => (long)d)], [.. Enumerable.Range(0, (int)dims).Select(d => (long)d)])
        : throw Fail.Error($"tensordot: {dims} dimension(s) of {Fail.Show(a.Sizes)} and of {Fail.Show(b.Sizes)}");

    public static Tensor tensordot(Tensor a, Tensor b, (long, long)[] dims) => tensordot(a, b, [.. dims.Select(d => d.Item1)], [.. dims.Select(d => d.Item2)]);

    /// <summary>The sum over these dimensions of a, each with the one of b that is named at the same place. What is left of a comes first.</summary>
    public static Tensor tensordot(Tensor a, Tensor b, long[] dims1, long[] dims2)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var first = dims1.Select(d => Shapes.Dim("tensordot", d, a.Rank)).ToArray();
        var second = dims2.Select(d => Shapes.Dim("tensordot", d, b.Rank)).ToArray();
        if (first.Length > a.Rank || second.Length > b.Rank || first.Length != second.Length || !first.Select(d => a.Sizes[d]).SequenceEqual(second.Select(d => b.Sizes[d])))
        {
            throw Fail.Error($"tensordot: the dimensions {Fail.Show(dims1)} of {Fail.Show(a.Sizes)} and {Fail.Show(dims2)} of {Fail.Show(b.Sizes)} must be there, as many, and of equal sizes");
        }
        var left = Enumerable.Range(0, a.Rank).Except(first).ToArray();
        var right = Enumerable.Range(0, b.Rank).Except(second).ToArray();
        var inner = first.Aggregate(1L, (n, d) => n * a.Sizes[d]);
        long Numel(Tensor x, int[] dims) => dims.Aggregate(1L, (n, d) => n * x.Sizes[d]);
        var x = a.permute([.. left.Concat(first).Select(d => (long)d)]).reshape(Numel(a, left), inner);
        var y = b.permute([.. second.Concat(right).Select(d => (long)d)]).reshape(inner, Numel(b, right));
        return x.mm(y).reshape([.. left.Select(d => a.Sizes[d]), .. right.Select(d => b.Sizes[d])]);
    }

    public static Tensor addmm(Tensor input, Tensor mat1, Tensor mat2, float beta, float alpha) => NotNull(input).addmm(mat1, mat2, beta, alpha);

    public static Tensor baddbmm(Tensor input, Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) => NotNull(input).baddbmm(batch1, batch2, beta, alpha);

    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => NotNull(input).lerp(end, weight);

    public static Tensor mv(Tensor input, Tensor target) => NotNull(input).mv(target);

    /// <summary>The distance of each row of x1 from each row of x2: (…,P,M), (…,R,M) -> (…,P,R), in the p-norm.</summary>
    public static Tensor cdist(Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        NotNull(x1).Rank >= 2 && NotNull(x2).Rank >= 2 && x1.Sizes[^1] == x2.Sizes[^1]
            ? linalg.vector_norm(x1.unsqueeze(-2) - x2.unsqueeze(-3), p, [-1])
            : throw Fail.Error($"cdist: expected (…, P, M) and (…, R, M), got {Fail.Show(x1.Sizes)} and {Fail.Show(x2.Sizes)}");

    public partial class Tensor
    {
        /// <summary>beta·this + alpha·(mat1 @ mat2). With beta 0 this tensor, NaNs included, plays no part.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1f, float alpha = 1f) => Live().Weighted(NotNull(mat1).mm(mat2), beta, alpha);

        /// <summary>beta·this + alpha·(batch1 @ batch2), batch by batch.</summary>
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1f, float alpha = 1f) => Live().Weighted(NotNull(batch1).bmm(batch2), beta, alpha);

        /// <summary>this + value·tensor1·tensor2</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Live().add(tensor1 * tensor2 * value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Become("addcmul_", addcmul(tensor1, tensor2, value), tensor1, tensor2);

        /// <summary>this + value·tensor1/tensor2</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Live().add(tensor1 / tensor2 * value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Become("addcdiv_", addcdiv(tensor1, tensor2, value), tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => Become("addcdiv_", addcdiv(tensor1, tensor2), tensor1, tensor2);

        /// <summary>Between this tensor (weight 0) and end (weight 1), both of which come out exactly.</summary>
        public Tensor lerp(Tensor end, Tensor weight)
        {
            Live();
            NotNull(end).Live(what: "end");
            NotNull(weight).Live(what: "weight");
            var way = end - this;
            return torch.where(weight.abs().lt(0.5), this + weight * way, end - way * (1 - weight));
        }

        public Tensor lerp_(Tensor end, Tensor weight) => Become("lerp_", lerp(end, weight), end, weight);

        private Tensor Weighted(Tensor product, float beta, float alpha)
        {
            product = alpha == 1 ? product : product * (dtype.IsFloat() ? alpha : (long)alpha);
            if (beta == 0)
            {
                return Node.Record("addmm", product.detach(), [this, product], static (n, g) => [n.Needs(0) ? zeros(n.Shape(0), g.dtype) : null, g]);
            }
            return (beta == 1 ? this : this * (dtype.IsFloat() ? beta : (long)beta)) + product;
        }
    }
}
