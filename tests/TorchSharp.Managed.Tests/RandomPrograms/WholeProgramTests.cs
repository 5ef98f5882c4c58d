// Random programs of Int64, Int32 and Bool tensors: the engine against naive code, value by value and type by type. Sums of truths count, products wrap around, two types meet
// in the wider one (see Wider), comparisons give truths. A row of decisions is a program, as in ProgramGenerator.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.RandomPrograms;

public class WholeProgramTests
{
    private static readonly ScalarType[] s_types = [ScalarType.Bool, ScalarType.Int32, ScalarType.Int64];

    /// <summary>Two values that broadcast, in the wider of their types.</summary>
    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Engine, Func<long, long, long> Naive)> s_pairs = new()
    {
        ["add"] = ((x, y) => x + y, (x, y) => x + y),
        ["mul"] = ((x, y) => x * y, (x, y) => x * y),
        ["maximum"] = (maximum, Math.Max),
        ["minimum"] = (minimum, Math.Min),
        ["and"] = ((x, y) => x & y, (x, y) => x & y),
        ["or"] = ((x, y) => x | y, (x, y) => x | y),
        ["xor"] = ((x, y) => x ^ y, (x, y) => x ^ y),
        ["where"] = ((x, y) => where(x > y, x, y), (x, y) => x > y ? x : y),
    };

    /// <summary>The same for numbers alone: truths have no difference and no remainder.</summary>
    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Engine, Func<long, long, long> Naive)> s_numbers = new()
    {
        ["sub"] = ((x, y) => x - y, (x, y) => x - y),
        ["remainder"] = ((x, y) => x % (y % 5 + 7), (x, y) => Modulo(x, Modulo(y, 5) + 7)),
        ["floor"] = ((x, y) => div(x, y % 5 - 7, RoundingMode.floor), (x, y) => FloorDivided(x, Modulo(y, 5) - 7)),
    };

    private static readonly Dictionary<string, (Func<Tensor, Tensor, Tensor> Engine, Func<long, long, bool> Naive)> s_questions = new()
    {
        ["eq"] = ((x, y) => x == y, (x, y) => x == y),
        ["ne"] = ((x, y) => x != y, (x, y) => x != y),
        ["lt"] = ((x, y) => x < y, (x, y) => x < y),
        ["ge"] = ((x, y) => x >= y, (x, y) => x >= y),
        ["logical_and"] = (logical_and, (x, y) => x != 0 && y != 0),
    };

    /// <summary>Along one dimension: of which type the result is (null: the value's own), and what of a line.</summary>
    private static readonly Dictionary<string, (Func<Tensor, long, Tensor> Engine, ScalarType? Type, Func<long[], long> Naive)> s_lines = new()
    {
        ["sum"] = ((x, d) => x.sum(d), ScalarType.Int64, line => line.Aggregate(0L, (a, b) => a + b)),
        ["prod"] = ((x, d) => x.prod(d), ScalarType.Int64, line => line.Aggregate(1L, (a, b) => a * b)),
        ["amax"] = ((x, d) => x.amax([d]), null, line => line.Max()),
        ["amin"] = ((x, d) => x.amin([d]), null, line => line.Min()),
        ["any"] = ((x, d) => x.any(d), ScalarType.Bool, line => line.Any(v => v != 0) ? 1 : 0),
        ["all"] = ((x, d) => x.all(d), ScalarType.Bool, line => line.All(v => v != 0) ? 1 : 0),
        ["count"] = ((x, d) => x.count_nonzero([d]), ScalarType.Int64, line => line.Count(v => v != 0)),
    };

    [Fact]
    public void Programs_OfIntegersAndTruths_GiveWhatNaiveCodeGives() => RandomProgramTests.Hold(600, decisions => new Run(decisions).Check());

    /// <summary>One program, carried out on both sides as it is made up.</summary>
    private sealed class Run(int[] decisions)
    {
        private readonly List<(Tensor Engine, Whole Naive, string Text)> _values = [];
        private int _used;

        public void Check()
        {
            for (var inputs = 1 + Decide(3); inputs > 0; inputs--)
            {
                var type = s_types[Decide(3)];
                long[] shape = [.. Enumerable.Range(0, Decide(4)).Select(_ => (long)Decide(5))];
                var seed = Decide(1000);
                var x = Whole.Of(type, shape, place => (place.Aggregate(seed, (h, p) => (int)(h * 31 + p * 17)) % 41 + 41) % 41 - 20);
                Add(x.ToTensor(), x, $"input {type} ({string.Join(", ", shape)})");
            }

            for (var steps = 1 + Decide(8); steps > 0; steps--)
            {
                Step();
            }
        }

        private int Decide(int below) => _used < decisions.Length ? decisions[_used++] % below : 0;

        private void Step()
        {
            var (x, naive, _) = _values[Decide(_values.Count)];
            var fitting = _values.Where(v => Broadcast(naive.Shape, v.Naive.Shape) is not null).ToArray();
            var (y, other, _) = fitting[Decide(fitting.Length)];
            var (shape, wider) = (Broadcast(naive.Shape, other.Shape)!, Wider(naive, other));
            var d = naive.Shape.Length == 0 ? 0 : Decide(naive.Shape.Length);
            switch (Decide(7))
            {
                case 0:
                    var (pair, two) = Pick(s_pairs);
                    Add(two.Engine(x, y), Whole.Of(wider, shape, p => two.Naive(naive.Broadcast(p), other.Broadcast(p))), pair);
                    break;
                case 1 when naive.Type != ScalarType.Bool && other.Type != ScalarType.Bool:
                    var (number, numbers) = Pick(s_numbers);
                    Add(numbers.Engine(x, y), Whole.Of(wider, shape, p => numbers.Naive(naive.Broadcast(p), other.Broadcast(p))), number);
                    break;
                case 2:
                    var (question, asked) = Pick(s_questions);
                    Add(asked.Engine(x, y), Whole.Of(ScalarType.Bool, shape, p => asked.Naive(naive.Broadcast(p), other.Broadcast(p)) ? 1 : 0), question);
                    break;
                case 3 when naive.Shape.Length > 0 && naive.Shape[d] > 0:
                    var (line, along) = Pick(s_lines);
                    Add(along.Engine(x, d), Whole.Of(along.Type ?? naive.Type, [.. naive.Shape[..d], .. naive.Shape[(d + 1)..]], p => along.Naive(naive.Line([.. p[..d], 0, .. p[d..]], d))), $"{line} {d}");
                    break;
                case 4 when naive.Shape.Length > 0:
                    Along(x, naive, d);
                    break;
                case 5 when naive.Shape.Length > 1:
                    Add(x.transpose(0, d), Whole.Of(naive.Type, Swapped(naive.Shape, d), p => naive.At(Swapped(p, d))), $"transpose 0 {d}");
                    break;
                default:
                    var type = s_types[Decide(3)];
                    Add(x.to(type), Whole.Of(type, naive.Shape, naive.At), $"to {type}");
                    break;
            }
        }

        private void Along(Tensor x, Whole naive, int d)
        {
            var last = naive.Shape[d] - 1;
            switch (Decide(4))
            {
                case 0:
                    Add(x.cumsum(d), Whole.Of(ScalarType.Int64, naive.Shape, p => naive.Line(p, d)[..(int)(p[d] + 1)].Aggregate(0L, (a, b) => a + b)), $"cumsum {d}");
                    break;
                case 1:
                    Add(x.sort(d).Values, Whole.Of(naive.Type, naive.Shape, p => naive.Line(p, d).Order().ElementAt((int)p[d])), $"sort {d}");
                    break;
                case 2:
                    Add(x.flip(d), Whole.Of(naive.Type, naive.Shape, p => naive.At([.. p[..d], last - p[d], .. p[(d + 1)..]])), $"flip {d}");
                    break;
                default:
                    long[] twice = [.. naive.Shape[..d], 2 * naive.Shape[d], .. naive.Shape[(d + 1)..]];
                    Add(cat([x, x], d), Whole.Of(naive.Type, twice, p => naive.At([.. p[..d], p[d] % naive.Shape[d], .. p[(d + 1)..]])), $"cat {d}");
                    break;
            }
        }

        private void Add(Tensor engine, Whole naive, string text)
        {
            _values.Add((engine, naive, text));
            var program = string.Join("\n", _values.Select((v, i) => $"v{i} = {v.Text}: {v.Naive.Type} ({string.Join(", ", v.Naive.Shape)})"));
            Assert.True(naive.Type == engine.dtype && naive.Shape.SequenceEqual(engine.shape), $"The engine's is {engine}.\n{program}");
            Assert.True(naive.Data.SequenceEqual(engine.to(int64).contiguous().data<long>().ToArray()), $"Naive: {string.Join(", ", naive.Data)}, engine: {engine.str()}\n{program}");
        }

        private (string Name, T Value) Pick<T>(Dictionary<string, T> table)
        {
            var (name, value) = table.ElementAt(Decide(table.Count));
            return (name, value);
        }
    }

    /// <summary>The wider type; but beside a tensor of numbers with dimensions, one without has no say.</summary>
    private static ScalarType Wider(Whole a, Whole b)
    {
        var (spread, single) = a.Shape.Length > 0 ? (a, b) : (b, a);
        return spread.Shape.Length > 0 && single.Shape.Length == 0 && spread.Type != ScalarType.Bool
            ? spread.Type
            : s_types[Math.Max(Array.IndexOf(s_types, a.Type), Array.IndexOf(s_types, b.Type))];
    }

    private static long Modulo(long x, long y) => (x % y + y) % y;

    private static long FloorDivided(long x, long y) => x / y - (x % y != 0 && (x < 0) != (y < 0) ? 1 : 0);

    private static long[] Swapped(long[] x, int d)
    {
        var swapped = (long[])x.Clone();
        (swapped[0], swapped[d]) = (swapped[d], swapped[0]);
        return swapped;
    }

    private static long[]? Broadcast(long[] a, long[] b)
    {
        long[] x = [.. Enumerable.Repeat(1L, Math.Max(0, b.Length - a.Length)), .. a], y = [.. Enumerable.Repeat(1L, Math.Max(0, a.Length - b.Length)), .. b];
        return x.Zip(y).All(p => p.First == p.Second || p.First == 1 || p.Second == 1) ? [.. x.Zip(y, (p, q) => p == 1 ? q : p)] : null;
    }
}
