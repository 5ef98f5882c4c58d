// Normal numbers of a given mean and spread.

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Normal with one mean and one standard deviation.</summary>
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        var result = Empty(size.ToArray(), dtype, device, false).normal_(mean, std, generator);
        result.requires_grad = requires_grad;
        return result;
    }

    /// <summary>Normal with the mean and the standard deviation that stand at the same place; they broadcast.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(std);
        using var off = new GradMode(false);
        if ((bool)std.lt(0).any())
        {
            throw Fail.Error($"normal: the standard deviations {Fail.Show(std.Sizes)} must be 0 or more");
        }
        var common = Shapes.Broadcast("normal", mean.Sizes, std.Sizes);
        return Randn(common, mean.dtype.IsFloat() ? mean.dtype : std.dtype, null, false, generator) * std + mean;
    }
}
