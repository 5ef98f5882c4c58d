namespace TinyTransformer.Tests;

public class ScheduleTests
{
    [Theory]
    [InlineData(1, 1.74693e-7)]
    [InlineData(4000, 6.98771e-4)]
    [InlineData(20_000, 3.125e-4)]
    public void Noam_ThePapersBaseModel_GivesThePapersRates(long update, double expected) => Assert.Equal(expected, new NoamSchedule(512).At(update), expected * 1e-5);

    [Fact]
    public void Noam_ThePeak_IsAtTheEndOfTheWarmUp()
    {
        var schedule = new NoamSchedule(64, WarmUp: 50, Factor: 2);
        Assert.Equal(50, Enumerable.Range(1, 500).MaxBy(update => schedule.At(update)));
        Assert.Equal(2 / Math.Sqrt(64) / Math.Sqrt(50), schedule.At(50), 1e-12);
    }

    [Theory]
    [InlineData(1, 0.0025)]
    [InlineData(4, 0.01)]
    [InlineData(9, 0.0055)]        // half of the way down: the mean of peak and end
    [InlineData(14, 0.001)]
    [InlineData(1000, 0.001)]
    public void WarmUpCosine_Rates_RiseInALineAndFallToTheEnd(long update, double expected) => Assert.Equal(expected, new WarmUpCosineSchedule(0.01, WarmUp: 4, Updates: 14, End: 0.001).At(update), 1e-12);

    [Fact]
    public void WarmUpCosine_WithoutWarmUp_BeginsBelowThePeak() => Assert.Equal(0.5 * (1 + Math.Cos(Math.PI / 10)), new WarmUpCosineSchedule(1, 0, 10).At(1), 1e-12);

    public static TheoryData<string, Func<LearningRateSchedule>> OutOfRange => new()
    {
        { "LearningRate", () => new ConstantSchedule(0) },
        { "DModel", () => new NoamSchedule(0) },
        { "WarmUp", () => new NoamSchedule(8, WarmUp: 0) },
        { "Factor", () => new NoamSchedule(8, Factor: double.NaN) },
        { "Peak", () => new WarmUpCosineSchedule(-1, 1, 2) },
        { "Updates", () => new WarmUpCosineSchedule(1, 5, 5) },
        { "End", () => new WarmUpCosineSchedule(1, 5, 6, End: 2) },
    };

    [Theory, MemberData(nameof(OutOfRange))]
    public void Schedule_AValueOutOfRange_IsRefusedByName(string name, Func<LearningRateSchedule> make) => Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);

    [Fact]
    public void At_UpdateZero_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantSchedule(1).At(0));
}
