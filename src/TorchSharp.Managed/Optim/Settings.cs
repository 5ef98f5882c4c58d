// The ranges of settings.

namespace TorchSharp;

internal static class Settings
{
    internal static void Require(string optimizer, string name, double value, double below = double.PositiveInfinity)
    {
        if (!(value >= 0 && value < below))
        {
            throw new ArgumentException($"{optimizer}: {name} must be 0 or more{(double.IsInfinity(below) ? " and finite" : $" and below {below}")}, got {value}", name);
        }
    }
}
