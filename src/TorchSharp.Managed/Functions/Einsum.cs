// Einstein's summation: an equation names the dimensions of the operands and of the result by letters; what the result does not name is summed over. Two operands at a
// time become one batched matrix product: the letters that both have and the rest needs are its batch, those that both have and nothing needs its inner dimension.

using static TorchSharp.torch;

namespace TorchSharp;

internal sealed class Einsum
{
    /// <summary>A dimension under "..." is labelled from here on, counted from the last one.</summary>
    private const int Ellipsis = 1000;

    private readonly string _equation;
    private readonly Dictionary<int, long> _sizes = [];

    private Einsum(string equation) => _equation = equation.Replace(" ", "", StringComparison.Ordinal);

    internal static Tensor Compute(string equation, Tensor[] operands) => new Einsum(equation).Compute(operands);

    private Tensor Compute(Tensor[] operands)
    {
        var sides = _equation.Split("->");
        var inputs = sides[0].Split(',');
        if (sides.Length > 2 || inputs.Length != operands.Length)
        {
            throw Wrong($"it names {inputs.Length} operand(s), and {operands.Length} were given");
        }
        var terms = new List<(Tensor X, List<int> Labels)>();
        for (var i = 0; i < operands.Length; i++)
        {
            terms.Add(Term(operands[i], Labels(inputs[i], operands[i], i), i));
        }
        var output = sides.Length == 2 ? Output(sides[1], terms) : Implied(terms, inputs);
        var result = Reduced(terms[0], terms, 1, output);
        for (var i = 1; i < terms.Count; i++)
        {
            result = Product(result, Reduced(terms[i], terms, i + 1, [.. output, .. result.Labels]), [.. output, .. Later(terms, i + 1)]);
        }
        return Arranged(result, output);
    }

    /// <summary>The letters of one operand as numbers, one for each of its dimensions.</summary>
    private List<int> Labels(string text, Tensor x, int operand)
    {
        var dots = text.IndexOf("...", StringComparison.Ordinal);
        var letters = text.Replace("...", "", StringComparison.Ordinal);
        var hidden = x.Rank - letters.Length;
        if (letters.Any(c => !char.IsAsciiLetter(c)) || hidden < 0 || (dots < 0 && hidden != 0))
        {
            throw Wrong($"\"{text}\" does not name the dimensions of operand {operand}, which has shape {Fail.Show(x.Sizes)}");
        }
        var labels = letters.Select(c => (int)c).ToList();
        labels.InsertRange(Math.Max(dots, 0), Enumerable.Range(0, hidden).Select(i => Ellipsis + hidden - 1 - i));
        return labels;
    }

    /// <summary>An operand with each letter once: a repeated letter is its diagonal. A size of 1 beside a larger one broadcasts, so it is left out.</summary>
    private (Tensor, List<int>) Term(Tensor x, List<int> labels, int operand)
    {
        for (var d = 0; d < labels.Count; d++)
        {
            var known = _sizes.GetValueOrDefault(labels[d], 1);
            if (known != 1 && x.Sizes[d] != 1 && known != x.Sizes[d])
            {
                throw Wrong($"'{Name(labels[d])}' is {known} in one operand and {x.Sizes[d]} in dimension {d} of operand {operand}, which has shape {Fail.Show(x.Sizes)}");
            }
            _sizes[labels[d]] = known == 1 ? x.Sizes[d] : known;
        }
        for (var d = labels.Count - 1; d >= 0; d--)
        {
            var first = labels.IndexOf(labels[d]);
            if (first < d)
            {
                x = x.diagonal(0, first, d).movedim([-1], [first]);
                labels.RemoveAt(d);
            }
        }
        return (x, labels);
    }

    private List<int> Output(string text, List<(Tensor X, List<int> Labels)> terms)
    {
        var dots = text.IndexOf("...", StringComparison.Ordinal);
        var output = text.Replace("...", "", StringComparison.Ordinal).Select(c => (int)c).ToList();
        if (output.FirstOrDefault(label => !_sizes.ContainsKey(label)) is var unknown and not 0 || output.Distinct().Count() != output.Count)
        {
            throw Wrong("the result names each letter at most once, and only letters of the operands");
        }
        output.InsertRange(Math.Max(dots, 0), dots < 0 ? [] : Hidden(terms));
        return output;
    }

    /// <summary>Without an arrow: what "..." stands for, then the letters that occur once, in the order of the alphabet.</summary>
    private static List<int> Implied(List<(Tensor X, List<int> Labels)> terms, string[] inputs)
    {
        var letters = string.Concat(inputs).Where(char.IsAsciiLetter).ToArray();
        return [.. Hidden(terms), .. letters.Where(c => letters.Count(x => x == c) == 1).Order().Select(c => (int)c)];
    }

    private static IEnumerable<int> Hidden(List<(Tensor X, List<int> Labels)> terms) => terms.SelectMany(t => t.Labels).Where(l => l >= Ellipsis).Distinct().OrderDescending();

    private static IEnumerable<int> Later(List<(Tensor X, List<int> Labels)> terms, int from) => terms.Skip(from).SelectMany(t => t.Labels);

    /// <summary>Sums over what nobody needs any more, and drops sizes of 1 that broadcast.</summary>
    private (Tensor X, List<int> Labels) Reduced((Tensor X, List<int> Labels) term, List<(Tensor X, List<int> Labels)> terms, int from, List<int> needed)
    {
        var keep = needed.Concat(Later(terms, from)).ToHashSet();
        for (var d = term.Labels.Count - 1; d >= 0; d--)
        {
            var label = term.Labels[d];
            if (term.X.Sizes[d] == 1 && _sizes[label] != 1)
            {
                term = (term.X.squeeze(d), [.. term.Labels.Where(l => l != label)]);
            }
            else if (!keep.Contains(label))
            {
                term = (term.X.sum(d, type: term.X.dtype), [.. term.Labels.Where(l => l != label)]);
            }
        }
        return term;
    }

    private static (Tensor, List<int>) Product((Tensor X, List<int> Labels) a, (Tensor X, List<int> Labels) b, List<int> needed)
    {
        var both = a.Labels.Intersect(b.Labels).ToArray();
        int[] batch = [.. both.Where(needed.Contains)], inner = [.. both.Except(batch)];
        int[] left = [.. a.Labels.Except(both)], right = [.. b.Labels.Except(both)];
        long[] Sizes(Tensor x, List<int> labels, int[] of) => [.. of.Select(l => x.Sizes[labels.IndexOf(l)])];
        long Numel(long[] sizes) => sizes.Aggregate(1L, (n, size) => n * size);
        long[] batchSizes = Sizes(a.X, a.Labels, batch), leftSizes = Sizes(a.X, a.Labels, left), rightSizes = Sizes(b.X, b.Labels, right);
        long n = Numel(batchSizes), k = Numel(Sizes(a.X, a.Labels, inner));
        var x = Ordered(a, [.. batch, .. left, .. inner]).reshape(n, Numel(leftSizes), k);
        var y = Ordered(b, [.. batch, .. inner, .. right]).reshape(n, k, Numel(rightSizes));
        return (x.bmm(y).reshape([.. batchSizes, .. leftSizes, .. rightSizes]), [.. batch, .. left, .. right]);
    }

    private static Tensor Ordered((Tensor X, List<int> Labels) term, IEnumerable<int> order) => term.X.permute([.. order.Select(l => (long)term.Labels.IndexOf(l))]);

    /// <summary>In the order of the result; a letter whose every operand had size 1 comes back.</summary>
    private static Tensor Arranged((Tensor X, List<int> Labels) term, List<int> output)
    {
        var missing = term.Labels.Except(output).ToArray();
        foreach (var label in missing)
        {
            term = (term.X.sum(term.Labels.IndexOf(label), type: term.X.dtype), [.. term.Labels.Where(l => l != label)]);
        }
        return Ordered(term, output);
    }

    private static string Name(int label) => label >= Ellipsis ? "..." : ((char)label).ToString();

    private System.Runtime.InteropServices.ExternalException Wrong(string why) => Fail.Error($"einsum: \"{_equation}\": {why}");
}
