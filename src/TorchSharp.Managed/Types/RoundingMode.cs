namespace TorchSharp;

public static partial class torch
{
    /// <summary>How an inexact quotient is rounded.</summary>
    public enum RoundingMode
    {
        None,
        trunc,
        floor,
    }
}
