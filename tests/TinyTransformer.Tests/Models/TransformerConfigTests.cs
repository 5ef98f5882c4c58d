namespace TinyTransformer.Tests;

public class TransformerConfigTests
{
    [Fact]
    public void Property_OutOfItsRange_IsRefusedWhereItIsSet()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Tiny.Paper with { DModel = 0 });
        Assert.StartsWith("DModel: expected 1 or more, got 0", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentOutOfRangeException>(() => Tiny.Paper with { Dropout = 1.5 });
        Assert.StartsWith("Dropout: expected 0 ≤ p < 1, got 1.5", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Contradictions => new()
    {
        { "heads", "DModel: expected a multiple of NumHeads = 3, got 8" },
        { "kv", "NumKvHeads: expected a divisor of NumHeads = 4, got 3" },
        { "rotary", "DModel: rotary positions turn pairs, so expected an even DModel / NumHeads, got 8 / 8 = 1" },
        { "odd", "DModel: sinusoidal positions come in pairs, so expected an even number, got 9" },
        { "experts", "ExpertsPerToken: expected 1 to NumExperts = 2, got 3" },
        { "tying", "SourceVocabularySize: one table for both sides (TieEmbeddings = ThreeWay) expects 11, got 12" },
        { "padding", "PaddingId: expected 0 to 10, got 11" },
    };

    [Theory, MemberData(nameof(Contradictions))]
    public void Validated_AContradiction_NamesPropertyAndValue(string name, string message)
    {
        var config = name switch
        {
            "heads" => Tiny.Paper with { NumHeads = 3 },
            "kv" => Tiny.Paper with { NumHeads = 4, NumKvHeads = 3 },
            "rotary" => Tiny.Paper with { NumHeads = 8, Positions = PositionKind.Rotary },
            "odd" => Tiny.Paper with { DModel = 9, NumHeads = 3 },
            "experts" => Tiny.Paper with { NumExperts = 2, ExpertsPerToken = 3 },
            "tying" => Tiny.Paper with { SourceVocabularySize = 12 },
            _ => Tiny.Paper with { PaddingId = 11 },
        };
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => config.Validated()).Message);
        Assert.Throws<ArgumentException>(() => new DecoderOnly(config));
    }
}
