// The brackets. Reading gives a view, or a copy as soon as a tensor stands between them; writing writes into the elements that reading shows.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>By numbers, ranges, Colon, Ellipsis, None, masks and tensors of indices, as in PyTorch. Setting writes into the elements that getting shows.</summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>By masks (`t[t > 10]`) and tensors of indices.</summary>
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, [i1]);
        }

        public Tensor this[long i1, long i2]
        {
            get => select(0, i1).select(0, i2);
            set => index_put_(value, [i1, i2]);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => this[i1, i2].select(0, i3);
            set => index_put_(value, [i1, i2, i3]);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => this[i1, i2, i3].select(0, i4);
            set => index_put_(value, [i1, i2, i3, i4]);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => this[i1, i2, i3, i4].select(0, i5);
            set => index_put_(value, [i1, i2, i3, i4, i5]);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => this[i1, i2, i3, i4, i5].select(0, i6);
            set => index_put_(value, [i1, i2, i3, i4, i5, i6]);
        }

        public Tensor this[params long[] indices]
        {
            get => index([.. indices.Select(i => TensorIndex.Single(i))]);
            set => index_put_(value, indices.Select(i => TensorIndex.Single(i)).ToArray());
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, chosen) = Sliced("index", indices);
            return chosen.Length > 0 ? view.Chosen("index", chosen) : ReferenceEquals(view, this) ? alias() : view;
        }

        public Tensor index(params Tensor[] indices) => index(AsIndices("index", indices));

        private static TensorIndex[] AsIndices(string op, Tensor[] indices) => [.. LiveTensors(op, indices).Select(TensorIndex.Tensor)];

        /// <summary>
        /// The view that numbers, ranges and new dimensions make, and the tensors that choose from it: one for each dimension, null where all of it is taken.
        /// As in PyTorch a mask counts as one dimension here, so a range behind a mask of two dimensions is refused (by the mask's shape).
        /// </summary>
        private (Tensor View, Tensor?[] Chosen) Sliced(string op, TensorIndex[] indices)
        {
            ArgumentNullException.ThrowIfNull(indices);
            Live(op);
            foreach (var i in indices)
            {
                i.Values?.Live(op, "index");
            }
            var named = indices.Sum(Named);
            if (named > Rank)
            {
                throw Fail.Error($"{op}: {named} indices for {Fail.Show(_shape)}, which has {Rank} dimension(s)");
            }
            if (indices.Count(i => i.What == TensorIndex.Kind.Ellipsis) > 1)
            {
                throw Fail.Error($"{op}: only one Ellipsis can stand between the brackets");
            }
            var result = this;
            var chosen = new List<Tensor?>();
            var dim = 0;
            foreach (var i in indices)
            {
                switch (i.What)
                {
                    case TensorIndex.Kind.Single:
                        result = result.select(dim, i.Start!.Value);
                        break;
                    case TensorIndex.Kind.Slice:
                        result = result.slice(dim++, i.Start ?? 0, i.Stop ?? long.MaxValue, i.Step ?? 1);
                        break;
                    case TensorIndex.Kind.None:
                        result = result.unsqueeze(dim++);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        dim += Rank - named;
                        break;
                    case TensorIndex.Kind.Tensor when i.Values is { Rank: 0, dtype: ScalarType.Int64 or ScalarType.Int32 } number:
                        result = result.select(dim, number.Integer64(op));
                        break;
                    case TensorIndex.Kind.Tensor when i.Values!.Rank > 0:
                        Choose(i.Values);
                        break;
                    default:
                        result = result.unsqueeze(dim);
                        Choose(i.Values?.unsqueeze(0) ?? full([1], i.Start == 1, ScalarType.Bool));
                        break;
                }
            }
            return (result, [.. chosen]);

            void Choose(Tensor by)
            {
                while (chosen.Count < dim)
                {
                    chosen.Add(null);
                }
                chosen.Add(by);
                dim++;
            }
        }

        /// <summary>How many of the tensor's dimensions an index speaks of.</summary>
        private static int Named(TensorIndex i) => i.What switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => i.Values!.dtype == ScalarType.Bool ? i.Values.Rank : 1,
            _ => 0,
        };
    }
}
