// Writing in place, with histories that stay true. As in PyTorch, a view knows its base: the tensor, itself no view, whose elements it shows.
//
// - Writing into a view writes into its base, so the base gets a new history: its old one outside of the view, the written value's inside.
// - Whoever writes counts up the version that base and views share. A view whose history speaks of an older version takes a new one from its base when it is next asked.
// - What cannot be told apart is refused: writing into a leaf that requires grad or into its views; recorded writing into one of several views that one operation made,
//   or into a view made under no_grad; memory that is written twice (expand), or read where it is being written.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>What a view's origin says about writing.</summary>
        private enum ViewKind : byte
        {
            /// <summary>Made with gradients on: follows its base.</summary>
            Plain,

            /// <summary>Made under no_grad: whether a later write should be recorded cannot be told.</summary>
            NoGrad,

            /// <summary>One of several that unbind, split or chunk made at once.</summary>
            OneOfMany,
        }

        private Node? _node;
        private Tensor? _base;
        private int _version;
        private ViewKind _kind;

        /// <summary>The operation that computed this tensor, where a gradient will flow through it.</summary>
        internal Node? Node
        {
            get
            {
                var first = Origin;
                return first._base is null || _storage is not { } storage || storage.Version == first._version ? first._node : first.OfNewVersion(first._base, storage.Version);
            }
            set => Origin._node = value;
        }

        /// <summary>This tensor is a view of another, and with it of that one's base.</summary>
        private void Follow(Tensor viewed)
        {
            _base = viewed.Origin._base ?? viewed.Origin;
            _version = Storage.Version;
            _kind = !GradMode.Enabled ? ViewKind.NoGrad : viewed.Origin._base is null ? ViewKind.Plain : viewed.Origin._kind;
        }

        /// <summary>This tensor is a result of its own, whatever views it went through inside of an operation.</summary>
        internal void FollowNone() => _base = null;

        /// <summary>Views that one operation made together.</summary>
        private static Tensor[] OfMany(Tensor[] views)
        {
            foreach (var view in views)
            {
                view._kind = GradMode.Enabled ? ViewKind.OneOfMany : ViewKind.NoGrad;
            }
            return views;
        }

        private Node? OfNewVersion(Tensor of, int version)
        {
            if ((_node is null && !of.requires_grad) || (_kind != ViewKind.Plain && !GradMode.Enabled))
            {
                return _node;
            }
            RequirePlain("view", "its base, or another view of it, was written to");
            _version = version;
            return _node = of.requires_grad ? Node.OfView(this, of, StridedView.Of(this, of)) : null;
        }

        /// <summary>
        /// The end of every in-place operation: this tensor takes over the values, and the history, of a result that was computed beside it.
        /// </summary>
        /// <param name="read">What the operation read besides this tensor.</param>
        private Tensor Become(string op, Tensor result, Tensor? read = null, Tensor? readToo = null)
        {
            Live(op);
            if (!result.Sizes.AsSpan().SequenceEqual(_shape))
            {
                throw Fail.Error($"{op}: the result has shape {Fail.Show(result.Sizes)}, and the tensor {Fail.Show(_shape)} cannot hold it in place");
            }
            if (!dtype.CanHold(result.dtype))
            {
                throw Fail.Error($"{op}: the result is {result.dtype}, and a tensor of {dtype} cannot hold it in place; use {op.TrimEnd('_')}, which makes a new tensor");
            }
            RequireWritable(op, result);
            RequireOneWriter(op);
            RequireApart(op, read);
            RequireApart(op, readToo);
            return Write(op, result);
        }

        /// <summary>For operations that keep nothing of what was here: the old elements get a gradient of 0. The source has this tensor's shape.</summary>
        /// <param name="read">What the operation read, if it is not the source itself.</param>
        /// <param name="inAnyMemory">All elements become equal, so that it does not matter where several of them share one place.</param>
        private Tensor Overwrite(string op, Tensor source, Tensor? read = null, bool inAnyMemory = false)
        {
            Live(op);
            RequireWritable(op, source);
            if (!inAnyMemory)
            {
                RequireOneWriter(op);
                RequireApart(op, read ?? source);
            }
            var result = GradMode.Enabled && (Follows || source.requires_grad)
                ? Node.Record(op, source.detach(), [this, source], static (n, g) => [n.Needs(0) ? torch.zeros_like(g) : null, n.Needs(1) ? g : null])
                : source;
            return Write(op, result);
        }

        /// <summary>Whether a gradient flows through this tensor, or would if it were not a view that was made under no_grad.</summary>
        private bool Follows => requires_grad || Origin._base is { requires_grad: true };

        private Tensor Write(string op, Tensor result)
        {
            var recorded = GradMode.Enabled && (Follows || result.requires_grad);
            if (recorded)
            {
                result = result.As(dtype);
                result.Node?.KeepApart(Storage);
            }
            var apart = ReferenceEquals(result._storage, _storage) && !LiesAs(result) ? Elements.Copy(result, result.dtype) : result;
            Elements.CopyInto(apart, this);
            Storage.Version++;
            if (recorded && Origin._base is { } whole)
            {
                // The view's own history follows from the base's new one, when it is next asked for.
                var place = StridedView.Of(this, whole);
                Node.Record(op, whole, [whole, result], (n, g) => [n.Needs(0) ? place.Without(g) : null, n.Needs(1) ? place.Read(g) : null]);
            }
            else if (recorded)
            {
                Node = result.Node;
            }
            return this;
        }

        /// <summary>Whether this write would be recorded, and then whether it can be.</summary>
        private void RequireWritable(string op, Tensor source)
        {
            if (!GradMode.Enabled || !(Follows || source.requires_grad))
            {
                return;
            }
            if (Origin._base is not null)
            {
                RequirePlain(op, "it is written to");
            }
            if (requires_grad && (Node is null || Origin._base is { is_leaf: true }))
            {
                throw Fail.Error($"{op}: a {(Origin._base is null ? "leaf that requires grad" : "view of a leaf that requires grad")} cannot be changed in place while gradients are recorded; do it under torch.no_grad()");
            }
        }

        private void RequirePlain(string op, string how)
        {
            if (Origin._kind != ViewKind.Plain)
            {
                throw Fail.Error(Origin._kind == ViewKind.OneOfMany
                    ? $"{op}: this tensor is one of several views that one operation made (unbind, split, chunk), and {how} while gradients are recorded; use the operation that makes a new tensor"
                    : $"{op}: this view was made under no_grad, and {how} while gradients are recorded; make the view and write either both under no_grad or both outside of it");
            }
        }

        /// <summary>No element may be written twice.</summary>
        private void RequireOneWriter(string op)
        {
            if (Dense)
            {
                return;
            }
            for (var d = 0; d < _shape.Length; d++)
            {
                if (_strides[d] == 0 && _shape[d] > 1 && Count > 0)
                {
                    throw Fail.Error($"{op}: unsupported operation: more than one element of the written-to tensor {Fail.Show(_shape)} with strides {Fail.Show(_strides)} refers to a single memory location; clone() it first");
                }
            }
        }

        /// <summary>What is read must not lie where the writing goes, unless element by element at the same place. Only tensors without gaps are compared, as in PyTorch.</summary>
        private void RequireApart(string op, Tensor? read)
        {
            if (read is not null && !ReferenceEquals(read, this) && Overlaps(read) && !LiesAs(read))
            {
                throw Fail.Error($"{op}: unsupported operation: some elements of the input tensor {Fail.Show(read._shape)} and of the written-to tensor {Fail.Show(_shape)} refer to a single memory location; clone() the input first");
            }
        }

        /// <summary>For operations that read at other places than they write to: what is read must lie elsewhere altogether.</summary>
        private void RequireElsewhere(string op, Tensor read)
        {
            if (Overlaps(read))
            {
                throw Fail.Error($"{op}: unsupported operation: some elements of the input tensor {Fail.Show(read._shape)} and of the written-to tensor {Fail.Show(_shape)} refer to a single memory location; clone() the input first");
            }
        }

        private bool Overlaps(Tensor other) => ReferenceEquals(other._storage, _storage) && HasNoGaps() && other.HasNoGaps()
            && Offset < other.Offset + other.Count && other.Offset < Offset + Count;

        /// <summary>Whether the same elements stand at the same places; dimensions of size 1 make no difference.</summary>
        private bool LiesAs(Tensor other)
        {
            static IEnumerable<(long, long)> Steps(Tensor x) => x._shape.Zip(x._strides).Where(d => d.First != 1);
            return Offset == other.Offset && Steps(this).SequenceEqual(Steps(other));
        }

        /// <summary>Whether the elements fill a stretch of memory, in whatever order of the dimensions.</summary>
        private bool HasNoGaps()
        {
            if (Dense)
            {
                return true;
            }
            long expected = 1;
            foreach (var d in Enumerable.Range(0, Rank).Where(d => _shape[d] != 1).OrderBy(d => _strides[d]))
            {
                if (_strides[d] != expected)
                {
                    return false;
                }
                expected *= _shape[d];
            }
            return true;
        }
    }
}
