// What may stand between the brackets of a tensor: a number, a range, everything (Colon), "the dimensions in between" (Ellipsis), a new dimension (None), a truth
// value, or a tensor of indices or of truth values.

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
            Bool,
            Tensor,
        }

        public static TensorIndex Ellipsis = new(Kind.Ellipsis, null, null, null);
        public static TensorIndex None = new(Kind.None, null, null, null);
        public static TensorIndex Null = None;
        public static TensorIndex Colon = new(Kind.Slice, null, null, null);

        private TensorIndex(Kind what, long? start, long? stop, long? step, torch.Tensor? values = null) => (What, Start, Stop, Step, Values) = (what, start, stop, step, values);

        internal Kind What { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        /// <summary>The tensor, where the index is one.</summary>
        internal torch.Tensor? Values { get; }

        /// <summary>True: a new dimension of size 1. False: one of size 0.</summary>
        public static TensorIndex Bool(bool value) => new(Kind.Bool, value ? 1 : 0, null, null);

        public static TensorIndex Single(long? index) => new(Kind.Single, index ?? throw new ArgumentNullException(nameof(index)), null, null);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            range.End is { IsFromEnd: true, Value: 0 } ? null : range.End.IsFromEnd ? -range.End.Value : range.End.Value);

        /// <summary>Indices (Int64 or Int32) along one dimension, or a Bool mask over as many dimensions as it has.</summary>
        public static TensorIndex Tensor(torch.Tensor tensor) => new(Kind.Tensor, null, null, null, torch.NotNull(tensor));

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator torch.Tensor(TensorIndex value) => value.Values ?? throw new InvalidCastException($"A TensorIndex of kind {value.What} is no tensor.");

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);
    }
}
