// What a damaged file is refused with: the file, the place, and what is wrong there.

namespace TinyTransformer.Tests;

public class TokenizerFileTests
{
    [Theory]
    [InlineData("", "not valid JSON: ")]
    [InlineData("{\"kind\": \"character\",", "not valid JSON: ")]
    [InlineData("[1]", "expected a JSON object, got Array")]
    [InlineData("{\"kind\": \"word\", \"kind\": \"word\", \"version\": 1}", "not valid JSON: ")]
    [InlineData("{\"kind\": \"word\"}", "version: missing")]
    [InlineData("{\"kind\": \"word\", \"version\": 2}", "version: expected 1, got 2")]
    [InlineData("{\"version\": 1}", "kind: missing")]
    [InlineData("{\"version\": 1, \"kind\": \"letters\"}", "kind: expected one of character, word, byte-pair, unigram, got \"letters\"")]
    [InlineData("{\"version\": 1, \"kind\": 3}", "kind: expected String, got Number")]
    [InlineData("{\"version\": 1, \"kind\": \"character\", \"specials\": []}", "characters: missing")]
    [InlineData("{\"version\": 1, \"kind\": \"character\", \"specials\": [], \"characters\": \"ab\"}", "characters: expected Array, got String")]
    [InlineData("{\"version\": 1, \"kind\": \"character\", \"specials\": [], \"characters\": [\"a\", 1]}", "characters[1]: expected a string, got 1")]
    [InlineData("{\"version\": 1, \"kind\": \"character\", \"specials\": [], \"characters\": [\"ab\"]}", "characters[0]: expected one character, got \"ab\"")]
    [InlineData("{\"version\": 1, \"kind\": \"character\", \"specials\": [], \"characters\": [\"a\", \"a\"]}", "tokens: \"a\" has the ids 0 and 1; each token must be there once")]
    [InlineData("{\"version\": 1, \"kind\": \"character\", \"specials\": [], \"characters\": [\"\\ud800\"]}", "characters[0]: half of a surrogate pair")]
    [InlineData("{\"version\": 1, \"kind\": \"character\", \"specials\": [], \"characters\": [], \"words\": []}", "words: not a field of a character tokenizer")]
    [InlineData("{\"version\": 1, \"kind\": \"word\", \"words\": [\"a b\"], \"lowerCase\": false, \"atBlanks\": false}", "words[0]: expected one word, got \"a b\"")]
    [InlineData("{\"version\": 1, \"kind\": \"word\", \"words\": [\"A\"], \"lowerCase\": true, \"atBlanks\": false}", "words[0]: expected one word in lower case, got \"A\"")]
    [InlineData("{\"version\": 1, \"kind\": \"word\", \"words\": [\"a\"], \"lowerCase\": 1}", "lowerCase: expected True or False, got Number")]
    [InlineData("{\"version\": 1, \"kind\": \"unigram\", \"specials\": [], \"pieces\": {\"a\": 0.5}}", "pieces: expected a log probability of 0 or less for \"a\", got 0.5")]
    [InlineData("{\"version\": 1, \"kind\": \"unigram\", \"specials\": [], \"pieces\": {\"a\": -1e999}}", "pieces: expected a log probability of 0 or less for \"a\", got -Infinity")]
    [InlineData("{\"version\": 1, \"kind\": \"unigram\", \"specials\": [], \"pieces\": {\"a\": null}}", "pieces[\"a\"]: expected a number, got ")]
    [InlineData("{\"version\": 1, \"kind\": \"unigram\", \"specials\": [], \"pieces\": {\"\": -1}}", "tokens: the token of id 256 is empty")]
    [InlineData("{\"version\": 1, \"kind\": \"byte-pair\", \"specials\": [], \"tokens\": [], \"merges\": []}", "tokens[0]: the byte 00 (\"Ā\") is missing")]
    public void Load_ADamagedFile_SaysWhere(string json, string message)
    {
        using var folder = new TempFolder();
        var path = folder.Write("t.json", json);
        Assert.StartsWith($"{path}: {message}", Assert.Throws<InvalidDataException>(() => Tokenizer.Load(path)).Message);
    }

    [Theory]
    [InlineData("\"a b\"", "\"a q\"", "merges[0]: \"aq\" is not among the tokens")]
    [InlineData("\"ab c\"", "\"abc c\"", "merges[1]: \"abcc\" is not among the tokens")]
    [InlineData("\"a b\",", "", "merges[0]: \"ab\" is merged before it is made")]
    [InlineData("\"specials\": [", "\"specials\": [\"a\",", "tokens[97]: \"a\" is special, but also a byte or made by a merge")]
    [InlineData("\"specials\": [", "\"specials\": [\"x y\",", "specials: \"x y\" is not among the tokens")]
    [InlineData("\"abc\",", "\"ab\",", "tokens[257]: \"ab\" is there already, as 256")]
    [InlineData("\"abc\",", "\"abc\", \"abd\",", "tokens[258]: \"abd\" is neither a byte nor special, and no merge makes it")]
    public void Load_ABytePairFileThatContradictsItself_SaysWhere(string old, string changed, string message)
    {
        using var folder = new TempFolder();
        var path = folder.PathOf("t.json");
        BytePairTokenizer.Train(["abc\nab"], 259, SpecialToken.EndOfText).Save(path);
        var json = File.ReadAllText(path);
        Assert.Contains(old, json);
        File.WriteAllText(path, json.Replace(old, changed));
        Assert.Equal($"{path}: {message}", Assert.Throws<InvalidDataException>(() => Tokenizer.Load(path)).Message);
    }

    [Fact]
    public void Save_ATokenizer_WritesWhatPeopleCanRead()
    {
        using var folder = new TempFolder();
        WordTokenizer.Train(["été 日 <"]).Save(folder.PathOf("t.json"));
        Assert.Equal("{\n  \"kind\": \"word\",\n  \"version\": 1,\n  \"lowerCase\": false,\n  \"atBlanks\": false,\n  \"words\": [\n    \"<\",\n    \"été\",\n    \"日\"\n  ]\n}\n", File.ReadAllText(folder.PathOf("t.json")));
    }

    [Fact]
    public void Save_OverAFile_ReplacesItWhole()
    {
        using var folder = new TempFolder();
        var path = folder.Write("t.json", new string('x', 100_000));
        Samples.Words.Save(path);
        Assert.IsType<WordTokenizer>(Tokenizer.Load(path));
    }

    [Fact]
    public void Load_AFileThatIsNotThere_SaysSo() => Assert.Throws<FileNotFoundException>(() => Tokenizer.Load(Path.Combine(Path.GetTempPath(), "no such tokenizer.json")));
}
