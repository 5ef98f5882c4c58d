namespace TinyTransformer;

// The checks that figures share. A message names what was expected and what came.
internal static class Guard
{
    internal static T[] Items<T>(IReadOnlyList<T> items, string name, string what, int most)
    {
        ArgumentNullException.ThrowIfNull(items, name);
        if (items.Count == 0)
        {
            throw new ArgumentException($"{name}: expected at least one {what}, got none", name);
        }

        if (items.Count > most)
        {
            throw new ArgumentException($"{name}: expected at most {most} of {what}, got {items.Count}; show a part", name);
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                throw new ArgumentException($"{name}[{i}]: expected a {what}, got null", name);
            }
        }

        return [.. items];
    }

    /// <summary>As many as there are things that they belong to; null stays null.</summary>
    internal static T[]? SameCount<T>(IReadOnlyList<T>? items, int count, string name, string what)
    {
        if (items is null)
        {
            return null;
        }

        if (items.Count != count)
        {
            throw new ArgumentException($"{name}: expected {count}, one for each {what}, got {items.Count}", name);
        }

        return Items(items, name, what, count);
    }

    internal static int InRange(int value, int low, int high, string name) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(name, $"{name}: expected {low} to {high}, got {value.ToString(Invariant.Culture)}");
}
