// The walk over a broadcast shape. Up to three operands are read along a common shape; dimensions that lie without a gap in all of them are merged, and what
// is left is a number of rows, each one inner loop with a fixed step for each operand (0 where it is broadcast). The output is always dense.

namespace TorchSharp;

internal readonly struct Rows
{
    private readonly long[] _outer;
    private readonly long[][] _outerSteps;

    private Rows(long[] outer, long[][] outerSteps, int count, int length, int[] steps)
    {
        _outer = outer;
        _outerSteps = outerSteps;
        Count = count;
        Length = length;
        Steps = steps;
    }

    /// <summary>How many rows there are.</summary>
    internal int Count { get; }

    /// <summary>Elements of a row.</summary>
    internal int Length { get; }

    /// <summary>The step of each operand within a row, in elements.</summary>
    internal int[] Steps { get; }

    /// <param name="shape">The broadcast shape.</param>
    /// <param name="strides">The strides of each operand under that shape.</param>
    internal static Rows Over(long[] shape, params long[][] strides)
    {
        Span<long> sizes = stackalloc long[shape.Length + 1];
        var steps = new long[strides.Length][];
        for (var k = 0; k < steps.Length; k++)
        {
            steps[k] = new long[shape.Length + 1];
        }
        // From the last dimension to the first: merge what continues the dimension collected before, skip what has size 1.
        var n = 0;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            if (shape[d] == 1)
            {
                continue;
            }
            if (n > 0 && Continues(strides, steps, d, n - 1, sizes[n - 1]))
            {
                sizes[n - 1] *= shape[d];
                continue;
            }
            sizes[n] = shape[d];
            for (var k = 0; k < steps.Length; k++)
            {
                steps[k][n] = strides[k][d];
            }
            n++;
        }
        var inner = new int[strides.Length];
        for (var k = 0; k < inner.Length; k++)
        {
            inner[k] = n > 0 ? checked((int)steps[k][0]) : 0;
            steps[k] = n > 1 ? steps[k][1..n] : [];
        }
        var outer = n > 1 ? sizes[1..n].ToArray() : [];
        long count = 1;
        foreach (var size in outer)
        {
            count *= size;
        }
        return new Rows(outer, steps, (int)count, n > 0 ? (int)sizes[0] : 1, inner);
    }

    /// <summary>A walk from this row on.</summary>
    internal Walk From(int row) => new(this, row);

    private static bool Continues(long[][] strides, long[][] steps, int d, int collected, long size)
    {
        for (var k = 0; k < strides.Length; k++)
        {
            if (strides[k][d] != steps[k][collected] * size)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Row after row, and where each begins in every operand: kept by adding steps, since divisions would cost more than a short row.</summary>
    internal readonly struct Walk
    {
        private readonly Rows _rows;
        private readonly long[] _index;
        private readonly long[] _starts;

        internal Walk(Rows rows, int row)
        {
            _rows = rows;
            _index = new long[rows._outer.Length];
            _starts = new long[rows._outerSteps.Length];
            for (var d = 0; d < _index.Length; d++)
            {
                _index[d] = row % rows._outer[d];
                row = (int)(row / rows._outer[d]);
                for (var k = 0; k < _starts.Length; k++)
                {
                    _starts[k] += _index[d] * rows._outerSteps[k][d];
                }
            }
        }

        /// <summary>Where the row begins in an operand, in elements from its first one.</summary>
        internal long Start(int operand) => _starts[operand];

        internal void Next()
        {
            for (var d = 0; d < _index.Length; d++)
            {
                var wraps = ++_index[d] == _rows._outer[d];
                for (var k = 0; k < _starts.Length; k++)
                {
                    _starts[k] += wraps ? -(_index[d] - 1) * _rows._outerSteps[k][d] : _rows._outerSteps[k][d];
                }
                if (!wraps)
                {
                    return;
                }
                _index[d] = 0;
            }
        }
    }
}
