// The data sets are what their READMEs say: the files to the byte, the split to the triple, the French to the last agreement that can be checked from outside.

using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TinyTransformer.Tests;

public partial class DataFolderTests
{
    private static readonly string s_data = Repository.PathOf("data");
    private static readonly string s_phrases = Path.Combine(s_data, "phrases-en-fr");
    private static readonly string[] s_splits = ["train", "validation", "test"];

    private static readonly string[] s_tags =
    [
        "agreement", "contraction", "elision", "idiom", "infinitive", "negation", "partitive", "past", "plain", "pronoun", "question", "relative", "reordering", "subordinate",
    ];

    public static TheoryData<string> Folders => [.. Directory.GetDirectories(s_data).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Readme_OfTheData_ListsEachFolder()
    {
        var readme = File.ReadAllText(Path.Combine(s_data, "README.md"));
        Assert.Equal(Folders.Select(folder => folder.Data), FolderRows().Matches(readme).Select(row => row.Groups["folder"].Value).Order(StringComparer.Ordinal));
        Assert.Equal(["README.md"], Directory.GetFiles(s_data).Select(Path.GetFileName));
    }

    [Theory, MemberData(nameof(Folders))]
    public void Readme_OfADataSet_SaysWhereItComesFromAndWhatMadeIt(string name)
    {
        var readme = File.ReadAllText(Path.Combine(s_data, name, "README.md"));
        Assert.All(["**Origin.**", "licence MIT", "**Command.**"], word => Assert.Contains(word, readme, StringComparison.OrdinalIgnoreCase));
    }

    [Theory, MemberData(nameof(Folders))]
    public void Readme_OfADataSet_ListsEachFileWithItsBytesAndHash(string name)
    {
        // APPROVE=1 writes the table anew, to be looked at and committed.
        var readme = Path.Combine(s_data, name, "README.md");
        var table = string.Concat(Directory.EnumerateFiles(Path.Combine(s_data, name), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Path.Combine(s_data, name), path).Replace('\\', '/'))
            .Where(path => path != "README.md" && !path.Contains("/training/"))                  // which git ignores
            .Order(StringComparer.Ordinal)
            .Select(path => Row(path, File.ReadAllBytes(Path.Combine(s_data, name, path)))));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(readme, FileRows().Replace(File.ReadAllText(readme), table));
        }
        Assert.Equal(table, FileRows().Match(File.ReadAllText(readme)).Value);
    }

    [Fact]
    public void Generator_RunAgain_WritesTheCommittedFiles()
    {
        var folder = Directory.CreateTempSubdirectory("phrases-").FullName;
        try
        {
            var start = new ProcessStartInfo("dotnet", ["run", "data/phrases-en-fr/make.cs", "--", "--out", folder])
            {
                WorkingDirectory = Repository.PathOf(),
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, output);
            Assert.Equal(12, Directory.GetFiles(folder).Length);
            Assert.All(Directory.GetFiles(folder), made => Assert.Equal(File.ReadAllBytes(Path.Combine(s_phrases, Path.GetFileName(made))), File.ReadAllBytes(made)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("train", 4800)]
    [InlineData("validation", 250)]
    [InlineData("test", 400)]
    public void Split_EachOfItsFiles_HasALineASentence(string split, int size) =>
        Assert.All(["en", "fr", "keys", "tags"], kind => Assert.Equal(size, Lines($"{split}.{kind}").Length));

    [Fact]
    public void Sources_OfAllSplits_AreDistinct() => Assert.Distinct(s_splits.SelectMany(split => Lines($"{split}.en")));

    [Theory]
    [InlineData("train", "validation")]
    [InlineData("train", "test")]
    [InlineData("validation", "test")]
    public void Triples_OfTwoSplits_AreDisjoint(string one, string other) => Assert.Empty(Triples(one).SelectMany(keys => keys).Intersect(Triples(other).SelectMany(keys => keys)));

    [Fact]
    public void Triples_OfASentence_HoldItsVerbsObjectsNegationsAndAdverbs()
    {
        // So that the test above speaks of the sentences, and not of a file beside them.
        var forms = Table("nouns").Concat(Table("verbs")).ToLookup(row => row[0], row => row[1]);
        var past = Table("verbs").ToLookup(row => row[0], row => row[2]);
        string[] marks = ["not", "never", "no", "no longer", "can", "want", "often", "always", "today", "now", "here", "well", "yesterday", "what", "who", "where", "why", "very"];
        Assert.All(s_splits.SelectMany(split => Lines($"{split}.en").Zip(Triples(split))), pair =>
        {
            var words = $" {pair.First.Replace("cannot", "can not")} ";
            var keys = pair.Second.Select(key => key.Split(" | ")).ToArray();
            Assert.All(keys, key => Assert.True(SaysVerb(words, key[0]) && (key[1] == "-" || Says(words, [key[1], .. forms[key[1]]])), pair.First));
            var modifiers = $" {string.Join(' ', keys.Select(key => key[2]))} ";
            Assert.All(modifiers.Split(' ').Except(["", "-", "past", "question", "relative"]), word => Assert.True(Says(words, Forms(word)), $"{word}: {pair.First}"));
            var relative = modifiers.Contains(" relative ");
            Assert.All(marks, mark => Assert.True((relative && mark == "who") || Says(words, Forms(mark)) == modifiers.Contains($" {mark} "), $"{mark}: {pair.First}"));
        });

        bool SaysVerb(string words, string verb) => Says(words, [verb, .. forms[verb], .. past[verb]]) || (verb == "be" && Says(words, ["am", "are"]));
        static string[] Forms(string mark) => mark switch { "want" => ["want", "wants"], "this" => ["this", "these"], _ => [mark] };
        static bool Says(string words, IEnumerable<string> any) => any.Any(word => words.Contains($" {word} "));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Words_OfValidationAndTest_OccurInTraining(string language) =>
        Assert.Empty(Words($"validation.{language}").Concat(Words($"test.{language}")).Except(Words($"train.{language}")));

    [Fact]
    public void Words_OfTraining_OccurOftenEnoughToLearn() =>
        Assert.All(Words("train.en").Concat(Words("train.fr")).CountBy(word => word), count => Assert.InRange(count.Value, 10, int.MaxValue));

    [Fact]
    public void Tags_OfEachSentence_AreKnownAndFitItsWords() => Assert.All(s_splits.SelectMany(split => Lines($"{split}.en").Zip(Lines($"{split}.fr"), Lines($"{split}.tags"))), line =>
    {
        var ((english, french, tags), tagged) = (line, line.Third.Split(' '));
        Assert.Subset(s_tags.ToHashSet(), tagged.ToHashSet());
        Assert.Equal(english.EndsWith(" ?", StringComparison.Ordinal), tagged.Contains("question"));
        Assert.Equal(Negated().IsMatch(english), tagged.Contains("negation"));
        Assert.Equal(Negated().IsMatch(english), NegatedFrench().IsMatch(french));
        Assert.Equal(french.Contains("' "), tagged.Contains("elision"));
        Assert.Equal(tagged.Contains("plain"), tags == "plain");
    });

    [Fact]
    public void Tags_OfTheTest_CoverEachCategory() => Assert.Equal(s_tags, Lines("test.tags").SelectMany(line => line.Split(' ')).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void French_BeforeAVowel_IsElidedAndNowhereElse()
    {
        var pairs = s_splits.SelectMany(split => Lines($"{split}.fr")).SelectMany(line => Neighbours(line.Split(' '))).ToHashSet();
        var plurals = Table("nouns").Select(row => row[3]).ToHashSet(); // vieux arbres, but vieil arbre
        string[] elided = ["le", "la", "je", "me", "ne", "de", "que", "ce", "ma", "sa", "beau", "vieux", "nouveau"];
        Assert.DoesNotContain(pairs, pair => elided.Contains(pair.Left) && Vowel().IsMatch(pair.Right) && !plurals.Contains(pair.Right));
        Assert.DoesNotContain(pairs, pair => pair.Left.EndsWith('\'') && !Vowel().IsMatch(pair.Right));
        Assert.DoesNotContain(pairs, pair => pair is ("de", "le") or ("de", "les") or ("à", "le") or ("à", "les"));
    }

    [Fact]
    public void French_WordsBeforeANoun_HaveItsGenderAndNumber()
    {
        // Left out: lit and porte, which are verbs as well, and souris, whose plural is its singular.
        var nouns = Table("nouns").Where(row => row[2] is not ("lit" or "porte" or "souris")).ToArray();
        var forms = nouns.ToDictionary(row => row[2], row => row[4]);
        foreach (var row in nouns.Where(row => row[3] != "-"))
        {
            forms[row[3]] = row[4] + "p";
        }
        var before = new Dictionary<string, string[]>
        {
            ["m"] = ["le", "un", "ce", "cet", "mon", "son", "du", "au"],
            ["f"] = ["la", "une", "cette", "ma", "sa"],
            ["p"] = ["les", "des", "ces", "mes", "ses", "nos", "vos", "leurs", "deux", "trois"],
        }.SelectMany(pair => pair.Value.Select(word => (word, pair.Key))).ToDictionary();
        foreach (var row in Table("adjectives"))
        {
            (before[row[1]], before[row[2]], before[row[3]], before[row[5]]) = ("m", "m", "f", "fp");
            before[row[4]] = row[4] == row[1] ? "mm" : "mp";
        }
        var pairs = s_splits.SelectMany(split => Lines($"{split}.fr")).SelectMany(line => Neighbours(line.Split(' '))).Where(pair => before.ContainsKey(pair.Left) && forms.ContainsKey(pair.Right));
        Assert.All(pairs.ToHashSet(), pair =>
        {
            var (word, noun) = (before[pair.Left], forms[pair.Right]);
            var vowel = pair.Left is "mon" or "son" && Vowel().IsMatch(pair.Right);
            Assert.True(vowel || word == noun || (word == "p" && noun.EndsWith('p')) || (word == "mm" && noun[0] == 'm'), $"{pair.Left} {pair.Right}");
        });
    }

    [Fact]
    public void Zoo_EachRow_HasAReasonAndOneText()
    {
        using var zoo = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_data, "token-zoo", "zoo.json")));
        var rows = zoo.RootElement.EnumerateArray().ToArray();
        Assert.Distinct(rows.Select(row => row.GetProperty("name").GetString()));
        Assert.All(rows, row => Assert.NotEmpty(row.GetProperty("why").GetString()!));
        Assert.All(rows, row => Assert.True(row.TryGetProperty("text", out _) != row.TryGetProperty("utf16", out _)));
        var texts = rows.Where(row => row.TryGetProperty("text", out _)).Select(row => row.GetProperty("text").GetString()!).ToArray();
        Assert.Distinct(texts);
        Assert.All(texts, text => Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Zoo_Utf16Rows_AreTheStringsThatUtf8CannotHold()
    {
        using var zoo = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_data, "token-zoo", "zoo.json")));
        var units = zoo.RootElement.EnumerateArray().Where(row => row.TryGetProperty("utf16", out _)).Select(row => row.GetProperty("utf16").EnumerateArray());
        var texts = units.Select(row => string.Concat(row.Select(unit => (char)Convert.ToInt32(unit.GetString(), 16)))).ToArray();
        Assert.Equal(2, texts.Length);
        Assert.All(texts, text => Assert.NotEqual(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData("newstest-sample.en")]
    [InlineData("newstest-sample.fr")]
    public void ParallelSample_Packed_IsThePlainFileWithoutATime(string name)
    {
        var packed = File.ReadAllBytes(Path.Combine(s_data, "parallel-sample", name + ".gz"));
        using var plain = new MemoryStream();
        using (var unpacking = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
        {
            unpacking.CopyTo(plain);
        }
        Assert.Equal(File.ReadAllBytes(Path.Combine(s_data, "parallel-sample", name)), plain.ToArray());
        Assert.Equal(new byte[5], packed[3..8]); // RFC 1952: no flags, hence no file name, and a modification time of 0
        Assert.Equal(30, plain.ToArray().Count(b => b == '\n'));
    }

    private static string Row(string path, byte[] bytes)
    {
        var lines = Path.GetExtension(path) is ".gz" or ".safetensors" ? "" : $"{bytes.Count(b => b == '\n')}";
        return $"| [{path}]({path}) | {lines} | {bytes.Length} | `{Convert.ToHexStringLower(SHA256.HashData(bytes))}` |\n";
    }

    private static string[] Lines(string file) => File.ReadAllText(Path.Combine(s_phrases, file)).TrimEnd('\n').Split('\n');

    private static IEnumerable<string> Words(string file) => Lines(file).SelectMany(line => line.Split(' '));

    /// <summary>For each sentence its triples: "verb | object | modifier".</summary>
    private static IEnumerable<string[]> Triples(string split) => Lines($"{split}.keys").Select(line => line.Split('\t'));

    private static IEnumerable<string[]> Table(string name) => File.ReadLines(Path.Combine(s_phrases, "lexicon", name + ".tsv")).Skip(1).Select(line => line.Split('\t'));

    private static IEnumerable<(string Left, string Right)> Neighbours(string[] words) => words.Zip(words.Skip(1));

    [GeneratedRegex(@"^\| \[(?<folder>[\w-]+)/\]\(\k<folder>\) \|", RegexOptions.Multiline)]
    private static partial Regex FolderRows();

    [GeneratedRegex(@"^(?:\| \[.*\| `[0-9a-f]{64}` \|\n)+", RegexOptions.Multiline)]
    private static partial Regex FileRows();

    [GeneratedRegex(@"\b(not|cannot|never|no)\b")]
    private static partial Regex Negated();

    [GeneratedRegex(@"(^| )n(e|') ")]
    private static partial Regex NegatedFrench();

    // The h of hibou is aspirated.
    [GeneratedRegex("^(?!hibou)[aeiouhéêœ]|^y$")]
    private static partial Regex Vowel();
}
