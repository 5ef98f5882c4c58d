// Products of matrices and vectors. All go through one kernel, which reads transposed and broadcast operands in place.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// The matrix product over the last two dimensions; those before them broadcast. A vector counts as a row on the left and as a column on the
        /// right, and that dimension disappears from the result: (…,M,K) @ (…,K,N) -> (…,M,N).
        /// </summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The inner sizes, or the leading ones, disagree. (TorchSharp ends the process here.)</exception>
        public Tensor matmul(Tensor target)
        {
            ArgumentNullException.ThrowIfNull(target);
            if (Rank == 0 || target.Rank == 0)
            {
                throw Fail.Error($"matmul: both operands need a dimension, got {Fail.Show(_shape)} @ {Fail.Show(target._shape)}");
            }
            RequireProduct("matmul", target, target.Rank == 1 ? 0 : target.Rank - 2);
            if (Rank > 1 && target.Rank > 1)
            {
                return Product("matmul", this, target);
            }
            var left = Rank == 1 ? unsqueeze(0) : this;
            var right = target.Rank == 1 ? target.unsqueeze(1) : target;
            var product = Product("matmul", left, right);
            product = target.Rank == 1 ? product.squeeze(-1) : product;
            return Rank == 1 ? product.squeeze(target.Rank == 1 ? -1 : -2) : product;
        }

        /// <summary>(M,K) @ (K,N) -> (M,N), without broadcasting.</summary>
        public Tensor mm(Tensor target) => ProductOf("mm", target, 2);

        /// <summary>(B,M,K) @ (B,K,N) -> (B,M,N), without broadcasting.</summary>
        public Tensor bmm(Tensor batch2) => NotNull(batch2).Rank == 3 && Rank == 3 && _shape[0] != batch2._shape[0]
            ? throw Fail.Error($"bmm: {Fail.Show(_shape)} @ {Fail.Show(batch2._shape)}: the batches (dimension 0) have {_shape[0]} and {batch2._shape[0]} matrices")
            : ProductOf("bmm", batch2, 3);

        /// <summary>(M,K) @ (K) -> (M).</summary>
        public Tensor mv(Tensor target) => NotNull(target).Rank == 1 && Rank == 2
            ? matmul(target)
            : throw Fail.Error($"mv: expected a matrix and a vector, got {Fail.Show(_shape)} and {Fail.Show(target._shape)}");

        /// <summary>(K) · (K) -> a single number.</summary>
        public Tensor dot(Tensor target) => NotNull(target).Rank == 1 && Rank == 1
            ? matmul(target)
            : throw Fail.Error($"dot: expected two vectors, got {Fail.Show(_shape)} and {Fail.Show(target._shape)}");

        /// <summary>(M), (N) -> (M,N): every product of an element of one with an element of the other.</summary>
        public Tensor outer(Tensor vec2) => NotNull(vec2).Rank == 1 && Rank == 1
            ? Live().unsqueeze(1) * vec2.Live("outer", "second operand")
            : throw Fail.Error($"outer: expected two vectors, got {Fail.Show(_shape)} and {Fail.Show(vec2._shape)}");

        private Tensor ProductOf(string op, Tensor target, int rank)
        {
            ArgumentNullException.ThrowIfNull(target);
            if (Rank != rank || target.Rank != rank)
            {
                throw Fail.Error($"{op}: expected two tensors of {rank} dimensions, got {Fail.Show(_shape)} and {Fail.Show(target._shape)}; matmul broadcasts");
            }
            RequireProduct(op, target, rank - 2);
            return Product(op, this, target);
        }

        private void RequireProduct(string op, Tensor target, int innerDim)
        {
            Live(op, "first operand");
            target.Live(op, "second operand");
            if (_shape[^1] != target._shape[innerDim])
            {
                throw Fail.Error($"{op}: {Fail.Show(_shape)} @ {Fail.Show(target._shape)}: the inner sizes must be equal, but dimension {Rank - 1} of the first is {_shape[^1]} and dimension {innerDim} of the second is {target._shape[innerDim]}");
            }
            if (dtype != target.dtype || dtype == ScalarType.Bool)
            {
                throw Fail.Error($"{op}: expected two tensors of one number type, got {dtype} and {target.dtype}");
            }
        }

        private static Tensor Product(string op, Tensor a, Tensor b, Tensor? bias = null)
        {
            int m = checked((int)a._shape[^2]), k = checked((int)a._shape[^1]), n = checked((int)b._shape[^1]);
            var batch = Shapes.Broadcast(op, a._shape[..^2], b._shape[..^2]);
            long[] shape = [.. batch, m, n];
            Shapes.Numel(op, shape, a.dtype.Size());
            var result = New(shape, a.dtype);
            var (aStarts, bStarts) = Starts(batch, a, b);
            MatMul.Run(a, b, result, new(aStarts.Length, m, n, k, a._strides[^2], a._strides[^1], b._strides[^2], b._strides[^1], aStarts, bStarts), bias);
            return Node.Record(op, result, [a, b], static (node, g) =>
            [
                node.Needs(0) ? Product("matmul", g, node[1].mT).SumTo(node.Shape(0)) : null,
                node.Needs(1) ? Product("matmul", node[0].mT, g).SumTo(node.Shape(1)) : null,
            ], b.requires_grad ? a : null, a.requires_grad ? b : null);
        }

        /// <summary>Where the matrices of a broadcast batch begin in either operand.</summary>
        private static (long[] A, long[] B) Starts(long[] batch, Tensor a, Tensor b)
        {
            long count = 1;
            foreach (var size in batch)
            {
                count *= size;
            }
            long[] aStarts = new long[count], bStarts = new long[count];
            var aSteps = Shapes.BroadcastStrides(a._shape[..^2], a._strides[..^2], batch);
            var bSteps = Shapes.BroadcastStrides(b._shape[..^2], b._strides[..^2], batch);
            for (long i = 0; i < count; i++)
            {
                var rest = i;
                for (var d = batch.Length - 1; d >= 0; d--)
                {
                    aStarts[i] += rest % batch[d] * aSteps[d];
                    bStarts[i] += rest % batch[d] * bSteps[d];
                    rest /= batch[d];
                }
            }
            return (aStarts, bStarts);
        }
    }
}
