// Byte-pair encoding as slow and as plain as it can be written: the oracle of the fast one.

using System.Text;

namespace TinyTransformer.Tests;

internal static class NaiveBytePairs
{
    /// <summary>Counts all pairs anew for each merge.</summary>
    public static List<(int Left, int Right, long Count)> Train(IEnumerable<string> texts, int merges)
    {
        var words = texts.SelectMany(PreTokenizer.Split).Select(word => Encoding.UTF8.GetBytes(word).Select(b => (int)b).ToList()).ToList();
        var learned = new List<(int Left, int Right, long Count)>();
        while (learned.Count < merges)
        {
            var pairs = words.SelectMany(word => word.Zip(word.Skip(1))).CountBy(pair => pair).ToList();
            if (pairs.Count == 0)
            {
                break;
            }
            var (best, count) = pairs.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.First).ThenBy(pair => pair.Key.Second).First();
            foreach (var word in words)
            {
                Merge(word, best.First, best.Second, 256 + learned.Count);
            }
            learned.Add((best.First, best.Second, count));
        }
        return learned;
    }

    /// <summary>Applies each rule to the whole word, in the order in which they were learned.</summary>
    public static int[] Encode(string text, IReadOnlyList<BytePairMerge> merges)
    {
        var words = PreTokenizer.Split(text).Select(word => Encoding.UTF8.GetBytes(word).Select(b => (int)b).ToList()).ToList();
        foreach (var word in words)
        {
            foreach (var merge in merges)
            {
                Merge(word, merge.LeftId, merge.RightId, merge.Id);
            }
        }
        return [.. words.SelectMany(word => word)];
    }

    private static void Merge(List<int> word, int left, int right, int id)
    {
        for (var i = 0; i + 1 < word.Count; i++)
        {
            if (word[i] == left && word[i + 1] == right)
            {
                word[i] = id;
                word.RemoveAt(i + 1);
            }
        }
    }
}
