// The limits under which cells run.
namespace Lab.Running;

/// <param name="Timeout">For one cell; infinite for none.</param>
/// <param name="MaxOutput">For one cell, in bytes.</param>
internal sealed record RunOptions(TimeSpan Timeout, long MaxOutput)
{
    public static readonly RunOptions Default = new(TimeSpan.FromMinutes(10), 10_000_000);
}
