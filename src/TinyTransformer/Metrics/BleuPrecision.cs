namespace TinyTransformer;

/// <summary>How many n-grams of one order are in the references.</summary>
/// <param name="Matches">Each n-gram at most as often as in the reference that has it most often ("clipped"; Papineni et al. 2002, section 2.1).</param>
/// <param name="Total">N-grams of the hypotheses.</param>
/// <param name="Percent">What enters the mean, 0 to 100: matches / total, or what smoothing made of it.</param>
public sealed record BleuPrecision(int Matches, int Total, double Percent);
