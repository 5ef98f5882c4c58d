// The state of a generator: kept and put back, it gives the same draws again.

using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests;

[Collection(nameof(DefaultGenerator))]
public class RandomStateTests
{
    // Three normals leave one waiting; 700 words turn the state over.
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(700)]
    public void SetState_OfAnEarlierState_RepeatsTheDraws(int before)
    {
        using var generator = new Generator(9);
        _ = before < 16 ? randn(before, generator: generator) : rand(before, generator: generator);
        var state = generator.get_state();
        var (first, seed) = (randn(5, generator: generator), generator.initial_seed());
        using var other = new Generator(1);
        other.set_state(state);
        Assert.Equal(first.data<float>().ToArray(), randn(5, generator: other).data<float>().ToArray());
        Assert.Equal(seed, other.initial_seed());
    }

    [Fact]
    public void RngState_OfTheDefaultGenerator_RepeatsDropout()
    {
        random.manual_seed(4);
        var state = random.get_rng_state();
        var first = nn.functional.dropout(ones(50)).data<float>().ToArray();
        random.set_rng_state(state);
        Assert.Equal(first, nn.functional.dropout(ones(50)).data<float>().ToArray());
        Assert.Equal(4, random.initial_seed());
    }

    [Fact]
    public void SetState_OfOtherTensors_IsRefused()
    {
        using var generator = new Generator();
        Assert.Contains("get_state", Assert.Throws<ArgumentException>(() => generator.set_state(zeros(3, int64))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => generator.set_state(generator.get_state() - 1));
        Assert.Throws<ArgumentException>(() => generator.set_state(generator.get_state().to(float64)));
    }

    [Fact]
    public void Seed_WithoutANumber_IsTheInitialOne()
    {
        using var generator = new Generator(9);
        var seed = generator.seed();
        Assert.Equal(seed, generator.initial_seed());
        Assert.NotEqual(seed, generator.seed());
    }

    [Fact]
    public void Randperm_IntoATensor_WritesThere()
    {
        var place = zeros(5, int64);
        manual_seed(2);
        randperm(5, place);
        manual_seed(2);
        Assert.Equal(randperm(5).data<long>().ToArray(), place.data<long>().ToArray());
        Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => randperm(6, place));
    }
}
