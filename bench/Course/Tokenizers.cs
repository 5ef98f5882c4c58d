// How fast the tokenizers train and encode, on one core.

using System.Text;
using TinyTransformer;

internal static class Tokenizers
{
    /// <param name="file">A UTF-8 text, of which the first million bytes are taken; null: the repository's own C# and Markdown files.</param>
    internal static void Run(string? file)
    {
        var corpus = Encoding.UTF8.GetString(Corpus(file).Take(1_000_000).ToArray());
        var bytes = Encoding.UTF8.GetByteCount(corpus);
        var words = PreTokenizer.Split(corpus);
        Console.WriteLine($"{bytes:N0} bytes, {words.Count:N0} words, {words.Distinct().Count():N0} of them different");

        BytePairTokenizer pairs = null!;
        Timing.Report("byte-pair: train 1,000 merges", 3, () => pairs = BytePairTokenizer.Train([corpus], 1256));
        UnigramTokenizer unigram = null!;
        Timing.Report("unigram: train to 1,256 tokens", 3, () => unigram = UnigramTokenizer.Train([corpus], 1256));

        var longWord = new string('a', 50_000) + string.Concat(Enumerable.Range(0, 50_000).Select(i => (char)('a' + i * 7919L % 26)));
        foreach (var (name, tokenizer) in new (string, Tokenizer)[] { ("byte-pair", pairs), ("unigram", unigram), ("character", CharacterTokenizer.Train([corpus])), ("word", WordTokenizer.Train([corpus])) })
        {
            var rate = Timing.Report($"{name}: encode", 7, () => tokenizer.Encode(corpus));
            Console.WriteLine($"    {bytes / rate / 1e6:F1} MB/s, {bytes / (double)tokenizer.Encode(corpus).Length:F2} bytes a token");
            Timing.Report($"{name}: encode with offsets", 3, () => tokenizer.Tokenize(corpus));
            var ids = tokenizer.Encode(corpus);
            Timing.Report($"{name}: decode", 3, () => tokenizer.Decode(ids));
            Timing.Report($"{name}: encode one word of 100,000 letters", 3, () => tokenizer.Encode(longWord));
        }
    }

    private static IEnumerable<byte> Corpus(string? file)
    {
        if (file is not null)
        {
            return File.ReadAllBytes(file);
        }
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "TransformersFromScratch.slnx")))
        {
            root = root.Parent;
        }
        return Directory.EnumerateFiles(Path.Combine(root!.FullName, "src"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(root.FullName, "tests"), "*", SearchOption.AllDirectories))
            .Where(path => Path.GetExtension(path) is ".cs" or ".md")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadAllBytes);
    }
}
