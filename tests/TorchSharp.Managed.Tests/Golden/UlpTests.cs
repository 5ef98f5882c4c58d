// How far the elementary functions are from their true values (tests/golden/ulps.json, by mpmath), in units in the last place of the true value's type.

using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Golden;

public class UlpTests
{
    /// <summary>Each with the largest distance that was found at 3,000 points, rounded up to a tenth: in float32, in float64.</summary>
    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, double Single, double Double)> Functions = new()
    {
        ["exp"] = (x => x.exp(), 0.8, 0.8),
        ["log"] = (x => x.log(), 0.7, 0.6),
        ["log2"] = (x => log2(x), 0.6, 1.3),
        ["log1p"] = (x => log1p(x), 0.6, 1.8),
        ["sin"] = (x => x.sin(), 0.6, 1.6),
        ["cos"] = (x => x.cos(), 0.6, 1.9),
        ["tan"] = (x => x.tan(), 1.7, 3.0),
        ["tanh"] = (x => x.tanh(), 0.6, 2.3),
        ["erf"] = (x => x.erf(), 0.6, 1.3),
        ["sigmoid"] = (x => x.sigmoid(), 1.9, 1.9),
        ["rsqrt"] = (x => x.rsqrt(), 1.4, 1.5),
        ["gelu"] = (x => x.gelu(), 4.7, 3.3),
        ["pow 2.5"] = (x => x.pow(2.5), 0.6, 0.9),
        ["pow -0.375"] = (x => x.pow(-0.375), 0.6, 1.0),
    };

    private static readonly Dictionary<string, JsonElement> Cases = GoldenFile.Cases("ulps.json").ToDictionary(c => c.GetProperty("name").GetString() + ", " + c.GetProperty("dtype").GetString());

    public static TheoryData<string> Names => [.. Functions.Keys.SelectMany(name => (string[])[$"{name}, float32", $"{name}, float64"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_AtManyPoints_IsNearItsTrueValue(string name)
    {
        var (f, single, wide) = Functions[name.Split(',')[0]];
        var (x, y) = (GoldenFile.Doubles(Cases[name].GetProperty("x")), GoldenFile.Doubles(Cases[name].GetProperty("y")));
        var actual = Tensors.Values(f(tensor(x).to(name.EndsWith("32", StringComparison.Ordinal) ? float32 : float64)));
        var rest = Cases[name].TryGetProperty("rest", out var r) ? GoldenFile.Doubles(r) : null;
        Assert.True(x.Length >= 250);
        var (worst, at) = x.Select((_, i) => (rest is null ? Math.Abs(actual[i] - y[i]) / Spacing(y[i]) : Math.Abs((actual[i] - y[i]) / (Math.BitIncrement(Math.Abs(y[i])) - Math.Abs(y[i])) - rest[i]), i)).Max();
        Assert.True(worst <= (rest is null ? single : wide), $"{name} of {x[at]:R}: the true value is {y[at]:R}, ours {actual[at]:R}, {worst:F3} units in the last place away");
    }

    /// <summary>From the float32 below a number's size to the next.</summary>
    private static double Spacing(double y)
    {
        var below = (float)Math.Abs(y) is var near && near > Math.Abs(y) ? MathF.BitDecrement(near) : near;
        return (double)MathF.BitIncrement(below) - below;
    }
}
