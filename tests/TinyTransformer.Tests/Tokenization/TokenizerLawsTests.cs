// What holds for any text, said once for all tokenizers.

using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace TinyTransformer.Tests;

public class TokenizerLawsTests
{
    [Theory]
    [MemberData(nameof(Samples.Lossless), MemberType = typeof(Samples))]
    public void Decode_OfWhatWasEncoded_IsTheText(string kind)
    {
        var tokenizer = Samples.Of(kind);
        Prop.ForAll(Samples.WellFormedTexts, text => Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)))).Check(Samples.Runs(300));
    }

    [Theory]
    [MemberData(nameof(Samples.Lossless), MemberType = typeof(Samples))]
    public void Decode_OfTextWithLoneSurrogates_HasTheReplacementCharacterForEach(string kind)
    {
        var tokenizer = Samples.Of(kind);
        Prop.ForAll(Samples.Texts, text => Assert.Equal(Replaced(text), tokenizer.Decode(tokenizer.Encode(text)))).Check(Samples.Runs(300));
    }

    [Fact]
    public void Decode_OfWords_IsTheNormalisedText()
    {
        var text = string.Join(' ', Samples.Prose);
        Assert.Equal(Samples.Words.Normalize(text), Samples.Words.Decode(Samples.Words.Encode(text)));
        Prop.ForAll(Samples.Texts, other => Assert.Equal(Samples.Words.Normalize(other), Samples.Words.Normalize(Samples.Words.Normalize(other)))).Check(Samples.Runs(300));
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void Encode_OfAnyText_GivesPlainIdsInRange(string kind)
    {
        var tokenizer = Samples.Of(kind);
        var allowed = Enumerable.Range(0, tokenizer.VocabularySize).Except(tokenizer.Specials.Where(special => special.Key != SpecialToken.Unknown).Select(special => special.Value)).ToHashSet();
        Prop.ForAll(Samples.Texts, text => Assert.Subset(allowed, tokenizer.Encode(text).ToHashSet())).Check(Samples.Runs(200));
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void Encode_BetweenOtherTexts_GivesTheSameIds(string kind)
    {
        var tokenizer = Samples.Of(kind);
        Prop.ForAll(Samples.Texts, Samples.Texts, (text, other) =>
        {
            var ids = tokenizer.Encode(text);
            tokenizer.Encode(other + text);
            Assert.Equal(ids, tokenizer.Encode(text));
        }).Check(Samples.Runs(100));
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void Tokenize_OfAnyText_GivesTheIdsOfEncodeWithTheirTexts(string kind)
    {
        var tokenizer = Samples.Of(kind);
        Prop.ForAll(Samples.Texts, text =>
        {
            var tokens = tokenizer.Tokenize(text);
            Assert.Equal(tokenizer.Encode(text), tokens.Select(token => token.Id));
            Assert.All(tokens, token => Assert.Equal(tokenizer.TokenText(token.Id), token.Text));
        }).Check(Samples.Runs(200));
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void Tokenize_OfAnyText_CoversItInOrder(string kind)
    {
        var tokenizer = Samples.Of(kind);
        Prop.ForAll(Samples.Texts, text =>
        {
            var position = 0;
            foreach (var token in tokenizer.Tokenize(text))
            {
                Assert.True(tokenizer is WordTokenizer ? string.IsNullOrWhiteSpace(text[position..token.Start]) : token.Start == position);
                position = token.End;
            }
            Assert.True(tokenizer is WordTokenizer ? string.IsNullOrWhiteSpace(text[position..]) : position == text.Length);
        }).Check(Samples.Runs(200));
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void StreamingDecoder_PieceByPiece_GivesWhatDecodeGives(string kind)
    {
        var tokenizer = Samples.Of(kind);
        Prop.ForAll(Gen.Choose(0, tokenizer.VocabularySize - 1).ArrayOf().ToArbitrary(), ids =>
        {
            var decoder = new StreamingDecoder(tokenizer);
            Assert.Equal(tokenizer.Decode(ids), string.Concat(ids.Select(decoder.Add)) + decoder.Finish());
        }).Check(Samples.Runs(300));
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void Load_OfASavedTokenizer_GivesTheSameIdsAndTexts(string kind)
    {
        var tokenizer = Samples.Of(kind);
        using var folder = new TempFolder();
        tokenizer.Save(folder.PathOf("tokenizer.json"));
        var loaded = Tokenizer.Load(folder.PathOf("tokenizer.json"));
        Assert.Equal(tokenizer.Specials, loaded.Specials);
        Assert.Equal(Vocabulary(tokenizer), Vocabulary(loaded));
        Prop.ForAll(Samples.Texts, text => Assert.Equal(tokenizer.Encode(text), loaded.Encode(text))).Check(Samples.Runs(100));
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void Save_OfALoadedTokenizer_WritesTheSameFile(string kind)
    {
        var tokenizer = Samples.Of(kind);
        using var folder = new TempFolder();
        tokenizer.Save(folder.PathOf("first.json"));
        Tokenizer.Load(folder.PathOf("first.json")).Save(folder.PathOf("second.json"));
        Assert.Equal(File.ReadAllText(folder.PathOf("first.json")), File.ReadAllText(folder.PathOf("second.json")));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length); // no draft stays behind
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void EmptyText_HasNoTokens(string kind)
    {
        var tokenizer = Samples.Of(kind);
        Assert.Empty(tokenizer.Encode(""));
        Assert.Empty(tokenizer.Tokenize(""));
        Assert.Equal("", tokenizer.Decode([]));
    }

    [Theory]
    [MemberData(nameof(Samples.All), MemberType = typeof(Samples))]
    public void IdOf_EveryTokenWithAText_IsItsId(string kind)
    {
        var tokenizer = Samples.Of(kind);
        Assert.All(Enumerable.Range(0, tokenizer.VocabularySize).Where(id => !tokenizer.TokenText(id).StartsWith('⟨')), id => Assert.Equal(id, tokenizer.IdOf(tokenizer.TokenText(id))));
    }

    private static IEnumerable<(string, byte[])> Vocabulary(Tokenizer tokenizer) => Enumerable.Range(0, tokenizer.VocabularySize).Select(id => (tokenizer.TokenText(id), tokenizer.TokenBytes(id)));

    private static string Replaced(string text)
    {
        var replaced = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            replaced.Append(pair ? text.Substring(i++, 2) : char.IsSurrogate(text[i]) ? "\uFFFD" : text[i].ToString());
        }
        return replaced.ToString();
    }
}
