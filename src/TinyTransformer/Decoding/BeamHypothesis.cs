namespace TinyTransformer;

/// <summary>A node of a beam search's tree: a token after another one.</summary>
public sealed class BeamHypothesis
{
    internal BeamHypothesis(BeamHypothesis? parent, int? token, double tokenLogProbability, double alpha, bool isFinished)
    {
        (Parent, Token, TokenLogProbability, IsFinished) = (parent, token, tokenLogProbability, isFinished);
        Length = parent is null ? 0 : parent.Length + 1;
        LogProbability = (parent?.LogProbability ?? 0) + tokenLogProbability;
        Score = LogProbability / BeamSearch.LengthPenalty(Length, alpha);
    }

    /// <summary>What it continues; null: it is the root, which has no token.</summary>
    public BeamHypothesis? Parent { get; }

    /// <summary>Its last token; null for the root.</summary>
    public int? Token { get; }

    /// <summary>Tokens, the end token among them.</summary>
    public int Length { get; }

    /// <summary>ln p of the last token, after those before.</summary>
    public double TokenLogProbability { get; }

    /// <summary>ln P of all its tokens: the sum along the path.</summary>
    public double LogProbability { get; }

    /// <summary><see cref="LogProbability"/> divided by the length penalty: what hypotheses of different lengths are compared by.</summary>
    public double Score { get; }

    /// <summary>Whether it ends with the end token.</summary>
    public bool IsFinished { get; }

    /// <summary>Whether it was among the best of its step. Else it was cut, and nothing continues it.</summary>
    public bool IsKept { get; internal set; }

    /// <summary>Its tokens in order, the end token among them.</summary>
    public IReadOnlyList<int> Ids
    {
        get
        {
            var ids = new int[Length];
            for (var node = this; node.Token is { } token; node = node.Parent!)
            {
                ids[node.Length - 1] = token;
            }
            return ids;
        }
    }
}
