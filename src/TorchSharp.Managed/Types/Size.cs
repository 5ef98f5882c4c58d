// A shape as a value of its own. Long arrays and numbers convert to it.

using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    public struct Size : IEnumerable<long>
    {
        private readonly long[] _shape;

        public Size(long[] shape) => _shape = (long[])shape.Clone();

        public Size(long size) => _shape = [size];

        public int Length => _shape.Length;

        public long[] Shape => _shape;

        public long this[int idx] => _shape[idx];

        public long numel() => Shapes.Numel("numel", _shape);

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)_shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override bool Equals(object? obj) => obj is Size other && _shape.AsSpan().SequenceEqual(other._shape);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var size in _shape)
            {
                hash.Add(size);
            }
            return hash.ToHashCode();
        }

        public static bool operator ==(Size left, Size right) => left.Equals(right);

        public static bool operator !=(Size left, Size right) => !left.Equals(right);
    }
}
