// One seed for a run, and from it one for each thing that is drawn: the order of epoch 3, the dropout of update 17. So a draw depends on what it is for and not on what was drawn before,
// and a run that goes on after an interruption draws what it would have drawn without one.

using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Seeds from seeds, by SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure 17).</summary>
internal static class Seeds
{
    /// <summary>A seed, 0 to 2⁶³ − 1, for a purpose that numbers name.</summary>
    public static long Of(long seed, params ReadOnlySpan<long> purpose)
    {
        var state = Mixed((ulong)seed);
        foreach (var number in purpose)
        {
            state = Mixed(state ^ (ulong)number);
        }
        return (long)(state >> 1);
    }

    /// <summary>A generator that draws for one purpose and leaves torch's default one alone.</summary>
    public static Generator Generator(long seed, params ReadOnlySpan<long> purpose) => new Generator().manual_seed(Of(seed, purpose));

    /// <summary>0 … count − 1 in a drawn order.</summary>
    public static int[] Permutation(int count, Generator generator)
    {
        using var order = randperm(count, generator: generator);
        return [.. order.data<long>().Select(i => (int)i)];
    }

    /// <summary>Numbers from 0 to below − 1.</summary>
    public static int[] Numbers(int count, int below, Generator generator)
    {
        using var numbers = randint(0, below, [count], generator: generator);
        return [.. numbers.data<long>().Select(i => (int)i)];
    }

    private static ulong Mixed(ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
