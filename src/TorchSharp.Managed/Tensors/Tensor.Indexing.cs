// The brackets. Reading gives a view; writing copies into that view.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view by numbers, ranges, Colon, Ellipsis and None, as in PyTorch. Setting writes into the place that the view shows.</summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => Write(index(indices), value);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Write(this[i1], value);
        }

        public Tensor this[long i1, long i2]
        {
            get => select(0, i1).select(0, i2);
            set => Write(this[i1, i2], value);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => this[i1, i2].select(0, i3);
            set => Write(this[i1, i2, i3], value);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => this[i1, i2, i3].select(0, i4);
            set => Write(this[i1, i2, i3, i4], value);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var named = indices.Count(i => i.What is TensorIndex.Kind.Single or TensorIndex.Kind.Slice);
            if (named > Rank)
            {
                throw Fail.Error($"index: {named} indices for {Fail.Show(_shape)}, which has {Rank} dimension(s)");
            }
            if (indices.Count(i => i.What == TensorIndex.Kind.Ellipsis) > 1)
            {
                throw Fail.Error("index: only one Ellipsis can stand between the brackets");
            }
            var result = this;
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
                    default:
                        dim += Rank - named;
                        break;
                }
            }
            return ReferenceEquals(result, this) ? alias() : result;
        }

        private static void Write(Tensor place, Tensor value) => place.copy_(value);
    }
}
