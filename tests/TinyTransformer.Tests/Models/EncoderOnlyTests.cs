using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class EncoderOnlyTests
{
    private static readonly Tensor s_order = tensor(new long[] { 2, 0, 4, 1, 3 });

    [Fact]
    public void Forward_WithoutPositions_PermutingTheTokensPermutesTheVectors()
    {
        manual_seed(1);
        var model = new EncoderOnly(Tiny.Paper with { Positions = PositionKind.None });
        var ids = tensor(new long[,] { { 3, 1, 4, 1, 5 } });
        Tiny.AssertClose(model.forward(ids).index_select(1, s_order), model.forward(ids.index_select(1, s_order)), 1e-6);
    }

    [Theory]
    [InlineData(PositionKind.Sinusoidal)]
    [InlineData(PositionKind.SinusoidalTensor2Tensor)]
    [InlineData(PositionKind.Learned)]
    [InlineData(PositionKind.Rotary)]
    [InlineData(PositionKind.Alibi)]
    public void Forward_WithPositions_ThatFails(PositionKind positions)
    {
        manual_seed(2);
        var model = new EncoderOnly(Tiny.Paper with { Positions = positions });
        var ids = tensor(new long[,] { { 3, 1, 4, 1, 5 } });
        Assert.False(model.forward(ids).index_select(1, s_order).allclose(model.forward(ids.index_select(1, s_order)), rtol: 0, atol: 1e-3));
    }

    [Theory]
    [InlineData(PositionKind.Rotary)]
    [InlineData(PositionKind.Alibi)]
    public void Forward_RelativePositions_AShiftOfAllTokensChangesNothing(PositionKind positions)
    {
        manual_seed(3);
        var model = new EncoderOnly(Tiny.Paper with { Positions = positions, PaddingId = 0 });
        var ids = Tiny.Ids(1, 5);
        var shifted = cat([zeros(1, 4, dtype: ScalarType.Int64), ids], 1);
        Tiny.AssertClose(model.forward(ids), model.forward(shifted)[.., 4..]);
    }

    [Fact]
    public void Forward_PaddingBehind_ChangesNoVectorBeforeIt()
    {
        manual_seed(4);
        var model = new EncoderOnly(Tiny.Paper with { PaddingId = 0 });
        var ids = Tiny.Ids(2, 5);
        var padded = cat([ids, zeros(2, 3, dtype: ScalarType.Int64)], 1);
        Tiny.AssertClose(model.forward(ids), model.forward(padded)[.., ..5], 1e-6);
    }

    [Fact]
    public void MaskedTokenModel_Logits_AreOneForEachTokenOfTheVocabulary() => Assert.Equal([2L, 5, 11], new MaskedTokenModel(Tiny.Paper).forward(Tiny.Ids(2, 5)).shape);

    [Fact]
    public void SequenceClassifier_OneBatch_IsLearned()
    {
        manual_seed(5);
        var model = new SequenceClassifier(Tiny.Paper, classes: 2);
        var optimizer = optim.Adam(model.parameters(), lr: 0.01);
        Tensor ids = Tiny.Ids(6, 5), classes = tensor(new long[] { 0, 1, 0, 1, 1, 0 });
        for (var step = 0; step < 60; step++)
        {
            optimizer.zero_grad();
            nn.functional.cross_entropy(model.call(ids), classes).backward();
            optimizer.step();
        }
        Tiny.AssertSame(classes, model.forward(ids).argmax(-1));
    }
}
