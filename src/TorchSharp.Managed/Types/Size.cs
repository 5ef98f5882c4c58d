// A shape as a value of its own. Arrays, numbers and tuples of numbers convert to it.

using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sizes of a tensor's dimensions.</summary>
    public struct Size : IEnumerable<long>
    {
        public static Size Empty = new(Array.Empty<long>());

        private readonly long[]? _shape;

        public Size(long[] shape) => _shape = (long[])NotNull(shape).Clone();

        public Size(IEnumerable<long> shape) => _shape = [.. shape];

        public Size(int[] shape) => _shape = Array.ConvertAll(shape, size => (long)size);

        public Size(long size) => _shape = [size];

        public Size(int size) => _shape = [size];

        public Size((long, long) size) : this(new long[] { size.Item1, size.Item2 })
        {
        }

        public Size((long, long, long) size) : this(new long[] { size.Item1, size.Item2, size.Item3 })
        {
        }

        public Size((long, long, long, long) size) : this(new long[] { size.Item1, size.Item2, size.Item3, size.Item4 })
        {
        }

        public Size((long, long, long, long, long) size) : this(new long[] { size.Item1, size.Item2, size.Item3, size.Item4, size.Item5 })
        {
        }

        public Size((long, long, long, long, long, long) size) : this(new long[] { size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6 })
        {
        }

        public Size((int, int) size) : this(new long[] { size.Item1, size.Item2 })
        {
        }

        public Size((int, int, int) size) : this(new long[] { size.Item1, size.Item2, size.Item3 })
        {
        }

        public Size((int, int, int, int) size) : this(new long[] { size.Item1, size.Item2, size.Item3, size.Item4 })
        {
        }

        public Size((int, int, int, int, int) size) : this(new long[] { size.Item1, size.Item2, size.Item3, size.Item4, size.Item5 })
        {
        }

        public Size((int, int, int, int, int, int) size) : this(new long[] { size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6 })
        {
        }

        public int Length => Shape.Length;

        public long[] Shape => _shape ?? [];

        public bool IsEmpty => Length == 0;

        /// <summary>Whether this is the shape of a single number: no dimensions.</summary>
        public bool IsScalar => Length == 0;

        public long this[int idx] => Shape[idx];

        public long this[long idx] => Shape[idx];

        /// <summary>The product of the sizes.</summary>
        public long numel() => Shapes.Numel("numel", Shape);

        /// <summary>The sizes from first to before next.</summary>
        public Size Slice(int first, int next) => new(Shape[first..next]);

        public IEnumerable<long> Take(int i) => Shape.Take(i);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override bool Equals(object? obj) => obj is Size other && Shape.AsSpan().SequenceEqual(other.Shape);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var size in Shape)
            {
                hash.Add(size);
            }
            return hash.ToHashCode();
        }

        /// <summary>One shape's sizes behind the other's.</summary>
        public static Size operator +(Size left, Size right) => new(left.Shape.Concat(right.Shape));

        public static Size operator +(Size left, IEnumerable<long> right) => new(left.Shape.Concat(right));

        public static bool operator ==(Size left, Size right) => left.Equals(right);

        public static bool operator !=(Size left, Size right) => !left.Equals(right);

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size((long, long) size) => new(new long[] { size.Item1, size.Item2 });

        public static implicit operator Size((long, long, long) size) => new(new long[] { size.Item1, size.Item2, size.Item3 });

        public static implicit operator Size((long, long, long, long) size) => new(new long[] { size.Item1, size.Item2, size.Item3, size.Item4 });

        public static implicit operator Size((long, long, long, long, long) size) => new(new long[] { size.Item1, size.Item2, size.Item3, size.Item4, size.Item5 });

        public static implicit operator Size((long, long, long, long, long, long) size) => new(new long[] { size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6 });
    }
}
