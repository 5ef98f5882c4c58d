// What may stand between the brackets of a tensor: a number, a range, everything (Colon), "the dimensions in between" (Ellipsis), a new dimension (None).

namespace TorchSharp;

public static partial class torch
{
    public struct TensorIndex
    {
        internal enum Kind
        {
            None,
            Ellipsis,
            Single,
            Slice,
        }

        public static TensorIndex Ellipsis = new(Kind.Ellipsis, null, null, null);
        public static TensorIndex None = new(Kind.None, null, null, null);
        public static TensorIndex Null = None;
        public static TensorIndex Colon = new(Kind.Slice, null, null, null);

        private TensorIndex(Kind what, long? start, long? stop, long? step) => (What, Start, Stop, Step) = (what, start, stop, step);

        internal Kind What { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        public static TensorIndex Single(long? index) => new(Kind.Single, index ?? throw new ArgumentNullException(nameof(index)), null, null);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);

        public static TensorIndex Slice((int?, int?) range) => Slice(range.Item1, range.Item2);

        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            range.End is { IsFromEnd: true, Value: 0 } ? null : range.End.IsFromEnd ? -range.End.Value : range.End.Value);

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int?, int?) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);
    }
}
