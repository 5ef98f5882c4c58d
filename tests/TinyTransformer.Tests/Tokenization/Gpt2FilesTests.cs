// Files of GPT-2's form, made by hand: its 256 bytes in its order, some merges, and its special token.

using System.Text.Json;

namespace TinyTransformer.Tests;

public class Gpt2FilesTests
{
    private static readonly string[] s_merges = ["Ġ t", "h e", "Ġt he", "i n", "â Ĥ"];

    // The printable bytes in order, then the others: byte 32 (space) is the 33rd of those, and so has id 188 + 32.
    private static readonly string[] s_bytes =
    [
        .. Enumerable.Range('!', '~' - '!' + 1).Concat(Enumerable.Range('¡', '¬' - '¡' + 1)).Concat(Enumerable.Range('®', 'ÿ' - '®' + 1)).Select(c => ((char)c).ToString()),
        .. Enumerable.Range(256, 68).Select(c => ((char)c).ToString()),
    ];

    private static readonly string[] s_tokens = [.. s_bytes, .. s_merges.Select(merge => merge.Replace(" ", "")), "<|endoftext|>"];

    // GPT-2's own files are not in this repository. Whoever has them names their folder, with vocab.json and merges.txt, in the environment variable GPT2_FILES, and they are loaded and asked too.
    private static string? OwnFiles => Environment.GetEnvironmentVariable("GPT2_FILES");

    public static TheoryData<string, string, int[]> Encoded
    {
        get
        {
            var cases = new TheoryData<string, string, int[]> { { "made by hand", "the", [83, 257] }, { "made by hand", " the", [258] }, { "made by hand", "in", [259] }, { "made by hand", " ", [220] } };
            if (OwnFiles is not null)
            {
                cases.Add("GPT-2's own", "Hello, I am", [15496, 11, 314, 716]);
                cases.Add("GPT-2's own", "This is some text", [1212, 318, 617, 2420]);
                cases.Add("GPT-2's own", "Every effort moves you", [6109, 3626, 6100, 345]);
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Encoded))]
    public void LoadGpt2_ATextOfKnownIds_EncodesToThemAndBack(string files, string text, int[] ids)
    {
        var tokenizer = files == "made by hand" ? Load(s_tokens, s_merges) : BytePairTokenizer.LoadGpt2(Path.Combine(OwnFiles!, "vocab.json"), Path.Combine(OwnFiles!, "merges.txt"));
        Assert.Equal(ids, tokenizer.Encode(text));
        Assert.Equal(text, tokenizer.Decode(ids));
        Assert.Equal("the <|endoftext|>€\n", tokenizer.Decode(tokenizer.Encode("the <|endoftext|>€\n", SpecialToken.EndOfText)));
    }

    [Fact]
    public void LoadGpt2_WhatNoMergeMakes_IsSpecial() => Assert.Equal([(SpecialToken.EndOfText, 261)], Load(s_tokens, s_merges).Specials.Select(special => (special.Key, special.Value)));

    [Fact]
    public void LoadGpt2_APartOfACharacter_IsShownAsBytes() => Assert.Equal("⟨E2 82⟩", Load(s_tokens, s_merges).TokenText(260));

    [Fact]
    public void LoadGpt2_SavedInOurForm_StaysTheSame()
    {
        using var folder = new TempFolder();
        var tokenizer = Load(s_tokens, s_merges);
        tokenizer.Save(folder.PathOf("t.json"));
        var loaded = Assert.IsType<BytePairTokenizer>(Tokenizer.Load(folder.PathOf("t.json")));
        Assert.Equal(tokenizer.Merges, loaded.Merges);
        Assert.Equal(tokenizer.Encode("in the tin <|endoftext|>", SpecialToken.EndOfText), loaded.Encode("in the tin <|endoftext|>", SpecialToken.EndOfText));
    }

    [Theory]
    [InlineData("Ġ x", "line 7: \"Ġx\" is not among the tokens")]
    [InlineData("Ġ", "line 7: expected two tokens with a space between, got \"Ġ\"")]
    [InlineData("a b c", "line 7: expected two tokens with a space between, got \"a b c\"")]
    [InlineData("h e", "line 7: \"he\" is made already")]
    [InlineData("<|endoftext|> a", "line 7: \"<|endoftext|>a\" is not among the tokens")]
    public void LoadGpt2_AMergeThatCannotBe_SaysWhere(string merge, string message) => Assert.EndsWith(message, Error(s_tokens, [.. s_merges, merge]));

    [Fact]
    public void LoadGpt2_AMergeBeforeItsParts_SaysWhere() => Assert.EndsWith("merges.txt: line 2: \"Ġt\" is merged before it is made", Error(s_tokens, ["Ġt he", "Ġ t", "h e", "i n", "â Ĥ"]));

    [Fact]
    public void LoadGpt2_AMissingByte_SaysWhich() => Assert.EndsWith("the byte 21 (\"!\") is missing", Error(s_tokens[1..], s_merges));

    [Fact]
    public void LoadGpt2_ATokenThatSpellsNoBytes_SaysWhich() => Assert.EndsWith("262: \"→\" has a character that spells no byte", Error([.. s_tokens, "→"], s_merges));

    [Theory]
    [InlineData("{\"a\": 1}", "\"a\": expected an id of its own, 0 to 0, got 1")]
    [InlineData("{\"a\": 0, \"b\": 0}", "\"b\": expected an id of its own, 0 to 1, got 0")]
    [InlineData("{\"a\": \"0\"}", "\"a\": expected an id of its own, 0 to 0, got 0")]
    [InlineData("[]", "vocab.json: expected a JSON object, got Array")]
    public void LoadGpt2_AVocabularyThatIsNone_SaysWhere(string json, string message)
    {
        using var folder = new TempFolder();
        var error = Assert.Throws<InvalidDataException>(() => BytePairTokenizer.LoadGpt2(folder.Write("vocab.json", json), folder.Write("merges.txt", "#version: 0.2\n")));
        Assert.EndsWith(message, error.Message);
    }

    private static string Error(string[] tokens, string[] merges) => Assert.Throws<InvalidDataException>(() => Load(tokens, merges)).Message;

    private static BytePairTokenizer Load(string[] tokens, string[] merges)
    {
        using var folder = new TempFolder();
        var vocabulary = JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id));
        return BytePairTokenizer.LoadGpt2(folder.Write("vocab.json", vocabulary), folder.Write("merges.txt", $"#version: 0.2\n{string.Join('\n', merges)}\n"));
    }
}
