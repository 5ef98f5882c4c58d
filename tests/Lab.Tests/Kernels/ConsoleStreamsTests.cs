// Characters of two UTF-16 units stay whole, however the text is cut on its way.
using Lab.Kernels;

namespace Lab.Tests.Kernels;

public class ConsoleStreamsTests
{
    private readonly List<string> _pieces = [];
    private readonly System.Text.Json.Nodes.JsonObject _parent = [];
    private readonly ConsoleStreams _streams;

    public ConsoleStreamsTests() => _streams = new ConsoleStreams((_, content, _) => Keep((string)content["text"]!), () => _parent);

    [Theory]
    [InlineData(16 * 1024 - 1)]
    [InlineData(32 * 1024 - 1)]
    public void Write_OfAPairAtTheCut_KeepsItWhole(int before)
    {
        var text = new string('x', before) + "😀" + new string('y', 20_000);
        _streams.Out.Write(text);
        AssertWhole(text);
    }

    [Fact]
    public void Write_OfAPairAfterGatheredText_KeepsItWhole()
    {
        var text = new string('x', 16 * 1024 - 2) + "a😀";
        _streams.Out.Write(text[..^1]);
        _streams.Out.Write(text[^1]);
        AssertWhole(text);
    }

    [Fact]
    public void Write_OfHalvesApartInTime_KeepsThemTogether()
    {
        _streams.Out.Write('\ud83d');
        Thread.Sleep(100);    // many times the delay after which gathered text is sent
        _streams.Out.Write('\ude00');
        AssertWhole("😀");
    }

    [Fact]
    public void Write_OfAHalfThatStaysAlone_IsSentInTheEnd()
    {
        _streams.Out.Write('\ud83d');
        _streams.Flush();
        Assert.Equal("\ud83d", string.Concat(_pieces));
    }

    private void AssertWhole(string text)
    {
        _streams.Flush();
        lock (_pieces)
        {
            Assert.True(string.Concat(_pieces) == text, "the pieces together are not the text");
            Assert.All(_pieces, piece => Assert.False(char.IsHighSurrogate(piece[^1])));
        }
    }

    private void Keep(string piece)
    {
        lock (_pieces)
        {
            _pieces.Add(piece);
        }
    }
}
