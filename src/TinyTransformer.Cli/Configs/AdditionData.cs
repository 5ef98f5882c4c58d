namespace TinyTransformer.Cli;

/// <summary>The target is the sum of two numbers, digit by digit.</summary>
public sealed record AdditionData : SyntheticData
{
    /// <summary>The most digits of a summand, 1 to 9.</summary>
    public int Digits { get; init => field = Range.Between(1, value, 9); } = 3;

    internal override SyntheticTask NewTask() => SyntheticTask.Addition(Digits);
}
