// A program of tensor operations, as data: what it is given, and its steps. Who makes one up (ProgramGenerator) and who carries it out (this engine, naive code,
// PyTorch) do not know of each other.

namespace TorchSharp.Managed.Tests.RandomPrograms;

/// <summary>One operation: its name, the values that it takes (inputs first, then the results of earlier steps), and numbers.</summary>
internal sealed record Step(string Op, int[] From, params long[] Numbers)
{
    public override string ToString() => $"{Op}({string.Join(", ", From.Select(i => "v" + i))}{string.Concat(Numbers.Select(n => ", " + n))})";
}

/// <summary>The shapes of the inputs, the steps, and the shape of each value: of the inputs, then of each step's result.</summary>
internal sealed record RandomProgram(int Inputs, Step[] Steps, long[][] Shapes)
{
    /// <summary>Whether an operation with corners meets rounded numbers, so that two right programs may stand on different sides of a corner.</summary>
    public bool HasFragileSlopes { get; init; }

    /// <summary>The values of an input: multiples of 1/64 between -2 and 2, the same in every run.</summary>
    public double[] Values(int input) => [.. Enumerable.Range(0, (int)Shapes[input].Aggregate(1L, (n, size) => n * size)).Select(i => (Mix(input, i) % 257 - 128) / 64.0)];

    public override string ToString() => string.Join("\n", Enumerable.Range(0, Inputs).Select(i => $"v{i} = input ({string.Join(", ", Shapes[i])})")
        .Concat(Steps.Select((step, i) => $"v{Inputs + i} = {step}: ({string.Join(", ", Shapes[Inputs + i])})")));

    private static int Mix(int input, int i)
    {
        var x = (uint)(i * 2654435761 + (uint)input * 40503 + 12345);
        x = (x ^ (x >> 15)) * 2246822519;
        return (int)((x ^ (x >> 13)) & 0x7fffffff);
    }
}
