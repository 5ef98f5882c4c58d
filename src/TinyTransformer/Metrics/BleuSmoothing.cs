namespace TinyTransformer;

/// <summary>What becomes of an order without a match, whose precision 0 would make the whole geometric mean 0 (Chen and Cherry 2014; names and values as in sacreBLEU).</summary>
public enum BleuSmoothing
{
    /// <summary>The k-th such order counts as 1 / 2ᵏ of a match (Chen and Cherry's method 3): sacreBLEU's default.</summary>
    Exponential,

    /// <summary>It counts as 0.1 of a match (method 1).</summary>
    Floor,

    /// <summary>From order 2 on, one match and one n-gram more (method 2; Lin and Och 2004).</summary>
    AddOne,

    /// <summary>Nothing: the score is 0.</summary>
    None,
}
