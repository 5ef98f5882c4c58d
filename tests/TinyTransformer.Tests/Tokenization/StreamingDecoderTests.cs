namespace TinyTransformer.Tests;

public class StreamingDecoderTests
{
    private static readonly BytePairTokenizer s_bytes = BytePairTokenizer.Train(["x"], 257, SpecialToken.EndOfText);

    [Fact]
    public void Add_BytesOfACharacter_GivesItWithItsLastByte()
    {
        var decoder = new StreamingDecoder(s_bytes);
        Assert.Equal(["a", "", "", "", "😀", "b", ""], new[] { 'a', 0xF0, 0x9F, 0x98, 0x80, 'b' }.Select(decoder.Add).Append(decoder.Finish()));
    }

    [Fact]
    public void Add_ACharacterThatBreaksOff_GivesTheReplacementCharacter()
    {
        var decoder = new StreamingDecoder(s_bytes);
        Assert.Equal(["", "\uFFFDa", "", "\uFFFD<|endoftext|>"], new[] { 0xE2, 'a', 0xE2, 256 }.Select(decoder.Add));
    }

    [Fact]
    public void Finish_WithinACharacter_GivesTheReplacementCharacterAndBeginsAnew()
    {
        var decoder = new StreamingDecoder(s_bytes);
        Assert.Equal(["", "\uFFFD", "a", ""], [decoder.Add(0xE2), decoder.Finish(), decoder.Add('a'), decoder.Finish()]);
    }

    [Fact]
    public void Add_Words_PutsASpaceBetweenThem()
    {
        var words = WordTokenizer.Train(["a b"]);
        var decoder = new StreamingDecoder(words);
        Assert.Equal(["a", " b", "", "b"], [decoder.Add(words.IdOf("a")), decoder.Add(words.IdOf("b")), decoder.Finish(), decoder.Add(words.IdOf("b"))]);
    }
}
