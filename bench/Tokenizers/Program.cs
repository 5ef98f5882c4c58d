// How fast the tokenizers train and encode, on one core.
//
//     dotnet run -c Release --project bench/Tokenizers [-- FILE]
//
// FILE is a UTF-8 text, of which the first million bytes are taken; without it, the repository's own C# and Markdown files are.

using System.Diagnostics;
using System.Text;
using TinyTransformer;

var corpus = Encoding.UTF8.GetString(Corpus(args).Take(1_000_000).ToArray());
var bytes = Encoding.UTF8.GetByteCount(corpus);
var words = PreTokenizer.Split(corpus);
Console.WriteLine($"{bytes:N0} bytes, {words.Count:N0} words, {words.Distinct().Count():N0} of them different");

BytePairTokenizer pairs = null!;
Time("byte-pair: train 1,000 merges", 3, () => pairs = BytePairTokenizer.Train([corpus], 1256));
UnigramTokenizer unigram = null!;
Time("unigram: train to 1,256 tokens", 3, () => unigram = UnigramTokenizer.Train([corpus], 1256));

var longWord = new string('a', 50_000) + string.Concat(Enumerable.Range(0, 50_000).Select(i => (char)('a' + i * 7919L % 26)));
foreach (var (name, tokenizer) in new (string, Tokenizer)[] { ("byte-pair", pairs), ("unigram", unigram), ("character", CharacterTokenizer.Train([corpus])), ("word", WordTokenizer.Train([corpus])) })
{
    var rate = Time($"{name}: encode", 7, () => tokenizer.Encode(corpus));
    Console.WriteLine($"    {bytes / rate / 1e6:F1} MB/s, {bytes / (double)tokenizer.Encode(corpus).Length:F2} bytes a token");
    Time($"{name}: encode with offsets", 3, () => tokenizer.Tokenize(corpus));
    var ids = tokenizer.Encode(corpus);
    Time($"{name}: decode", 3, () => tokenizer.Decode(ids));
    Time($"{name}: encode one word of 100,000 letters", 3, () => tokenizer.Encode(longWord));
}

return;

// The median, in seconds.
static double Time(string what, int runs, Action action)
{
    var seconds = new List<double>();
    for (var run = 0; run < runs; run++)
    {
        var clock = Stopwatch.StartNew();
        action();
        seconds.Add(clock.Elapsed.TotalSeconds);
    }
    seconds.Sort();
    Console.WriteLine($"{what}: {seconds[runs / 2]:F3} s (of {runs}: {seconds[0]:F3} to {seconds[^1]:F3})");
    return seconds[runs / 2];
}

static IEnumerable<byte> Corpus(string[] args)
{
    if (args is [var file])
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
