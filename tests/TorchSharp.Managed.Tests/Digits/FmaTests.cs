using System.Runtime.Intrinsics;

namespace TorchSharp.Managed.Tests.Digits;

/// <summary>The multiply-add that is ours where the processor has none, against the one that the runtime gives.</summary>
public class FmaTests
{
    private static readonly float[] s_special =
    [
        0, -0f, 1, -1, 3, float.Epsilon, -float.Epsilon, 5 * float.Epsilon, BitConverter.UInt32BitsToSingle(0x007FFFFF), BitConverter.UInt32BitsToSingle(0x00800000),
        1.0000001f, -0.99999994f, 16777217, 1e-20f, 1e20f, float.MaxValue, -float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    [Fact]
    public void Run_OfEverySpecialTriple_IsTheRuntimes()
    {
        foreach (var x in s_special)
        {
            foreach (var y in s_special)
            {
                foreach (var z in s_special)
                {
                    SameBits(x, y, z);
                }
            }
        }
    }

    [Fact]
    public void Run_OfAnyBits_IsTheRuntimes()
    {
        var random = new Random(1);
        for (var i = 0; i < 500_000; i++)
        {
            SameBits(AnyBits(random), AnyBits(random), AnyBits(random));
        }
    }

    /// <summary>Sums that lie at, or within a hair of, the middle between two float32: rounded to float64 first, many would go the wrong way.</summary>
    [Fact]
    public void Run_NearTies_IsTheRuntimes()
    {
        var (random, roundedTwiceWrong) = (new Random(2), 0);
        for (var i = 0; i < 200_000; i++)
        {
            // A tie of z's: half a unit in its last place, by a product that has few bits but one far below.
            var z = MathF.ScaleB(1 + random.Next(1 << 23) / 8388608f, random.Next(-100, 100)) * (random.Next(2) == 0 ? 1 : -1);
            var half = MathF.ScaleB(1, (int)MathF.Floor(MathF.Log2(MathF.Abs(z))) - 24);
            var (x, y) = (half * (1 + MathF.ScaleB(random.Next(-4, 5), -random.Next(14, 24))), 1 + MathF.ScaleB(random.Next(-4, 5), -random.Next(14, 24)));
            SameBits(x, y, z);
            SameBits(-x, y, z);
            roundedTwiceWrong += (float)((double)x * y + z) != MathF.FusedMultiplyAdd(x, y, z) ? 1 : 0;
        }
        Assert.True(roundedTwiceWrong > 100, $"only {roundedTwiceWrong} of these would tell rounding to odd from rounding twice");
    }

    private static float AnyBits(Random random) => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));

    /// <summary>In each lane of the four.</summary>
    private static void SameBits(float x, float y, float z)
    {
        var expected = MathF.FusedMultiplyAdd(x, y, z);
        var got = LanesFma.Run(Vector128.Create(x, 1, x, y), Vector128.Create(y, 1, y, x), Vector128.Create(z, 1, z, z));
        foreach (var lane in (int[])[0, 2, 3])
        {
            Assert.True(float.IsNaN(expected) ? float.IsNaN(got[lane]) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(got[lane]),
                $"lane {lane}: {x:R}·{y:R} + {z:R} = {expected:R}, got {got[lane]:R}");
        }
        Assert.Equal(2, got[1]);
    }
}
