// The ladder: logits -> loss -> gradients by name -> forty losses, of a GPT and an encoder-decoder that begin with PyTorch's values for the same seed.
// A key bias has no gradient in theory: what either side computes there is rounding noise (1e-10), so its bound is taken from the largest gradient of the model.

using System.Text.Json;
using TorchSharp.Managed.Tests.Golden;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Ladder;

[Collection(nameof(DefaultGenerator))]
public class LadderTests
{
    private static readonly Dictionary<string, JsonElement> Cases = GoldenFile.Cases("ladder.json").ToDictionary(c => c.GetProperty("name").GetString()!);

    public static TheoryData<string> Names => ["gpt", "translator"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Logits_OfTheFirstBatch_ArePyTorchs(string name) =>
        Close.Tensors("logits", GoldenTensor.Read(Cases[name].GetProperty("logits")), ((ILearner)Make(name)).Learn(Tokens(name)[0]).Logits, 1e-5);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_OfTheFirstStep_ArePyTorchsByName(string name)
    {
        var model = Make(name);
        ((ILearner)model).Learn(Tokens(name)[0]).Loss.backward();
        var expected = Cases[name].GetProperty("grads").EnumerateObject().ToDictionary(g => g.Name, g => GoldenTensor.Read(g.Value));
        var largest = expected.Values.Max(g => g.Data.Max(Math.Abs));
        Assert.Equal(expected.Keys.Order(), model.named_parameters().Select(p => p.Item1).Order());
        foreach (var (path, p) in model.named_parameters())
        {
            var scale = path.EndsWith("w_k.bias", StringComparison.Ordinal) ? largest : expected[path].Data.Max(Math.Abs);
            Assert.InRange(Distance(expected[path].Data, Tensors.Values(p.grad!)), 0, 1e-5 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_OfFortySteps_ArePyTorchs(string name)
    {
        var expected = GoldenFile.Doubles(Cases[name].GetProperty("losses"));
        var losses = Train(name);
        for (var step = 0; step < expected.Length; step++)
        {
            Assert.True(Math.Abs(losses[step] / expected[step] - 1) <= 1e-5, $"Step {step + 1}: PyTorch {expected[step]}, ours {losses[step]}.");
        }
    }

    [Fact]
    public void Loss_AtTheStart_IsNearTheLogarithmOfTheVocabulary() => Assert.InRange(Train("gpt")[0], Math.Log(16) - 0.5, Math.Log(16) + 0.5);

    private static double[] Train(string name)
    {
        var model = Make(name);
        var tokens = Tokens(name);
        var optimizer = optim.AdamW(model.parameters(), lr: 3e-3, weight_decay: 0.01);
        var losses = new double[tokens.size(0)];
        for (var step = 0; step < losses.Length; step++)
        {
            optimizer.zero_grad();
            var loss = ((ILearner)model).Learn(tokens[step]).Loss;
            loss.backward();
            optimizer.step();
            losses[step] = loss.item<float>();
        }
        return losses;
    }

    private static nn.Module Make(string name)
    {
        manual_seed(1337);
        return name == "gpt" ? new Gpt() : new Translator();
    }

    private static Tensor Tokens(string name) => Tensors.Build(GoldenTensor.Read(Cases[name].GetProperty("tokens")));

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
