using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>The distribution over the full vocabulary after one step.</summary>
public sealed class SamplingStage
{
    internal SamplingStage(string name, Tensor logits, SamplingStage? before)
    {
        Name = name;
        Logits = logits.data<double>().ToArray();
        Probabilities = logits.softmax(0).data<double>().ToArray();
        Kept = Probabilities.Count(p => p > 0);
        CutMass = before is null ? 0 : before.Probabilities.Where((_, id) => double.IsNegativeInfinity(Logits[id])).Sum();
        Entropy = -Probabilities.Where(p => p > 0).Sum(p => p * Math.Log(p));
    }

    /// <summary>The step's name; <c>logits</c> before the first.</summary>
    public string Name { get; }

    /// <summary>V of them, by id; −∞ where a token is cut.</summary>
    public IReadOnlyList<double> Logits { get; }

    /// <summary>Their softmax: V probabilities that add up to 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>Tokens that can be drawn.</summary>
    public int Kept { get; }

    /// <summary>The probability that the tokens cut by this step had before it, 0 to 1: the tail. What is left is scaled up by 1 / (1 − tail).</summary>
    public double CutMass { get; }

    /// <summary>−Σ p ln p, in nats: 0 where one token is certain, ln V where all are equal.</summary>
    public double Entropy { get; }

    /// <summary>The entropy in bits.</summary>
    public double EntropyBits => Entropy / Math.Log(2);

    /// <summary>As in top-k 3: keeps 3, cuts 0.0094, entropy 0.8563 nats = 1.2354 bits.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: keeps {Kept}, cuts {CutMass:f4}, entropy {Entropy:f4} nats = {EntropyBits:f4} bits");
}
