using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer.Tests;

public class MixtureOfExpertsTests
{
    private static TransformerConfig Config(int experts, int perToken) => Tiny.Gpt with { NumExperts = experts, ExpertsPerToken = perToken, InitialValues = InitialValues.Xavier };

    [Theory, InlineData(4, 2), InlineData(3, 1), InlineData(2, 2)]
    public void Forward_TokenByToken_IsTheWeightedSumOfTheLikeliestExperts(int experts, int perToken)
    {
        manual_seed(1);
        var mixture = new MixtureOfExperts(Config(experts, perToken));
        var nets = mixture.modules().OfType<FeedForward>().ToArray();
        var x = randn(2, 5, 8);
        var y = mixture.forward(x);
        foreach (var (b, t) in from b in Enumerable.Range(0, 2) from t in Enumerable.Range(0, 5) select (b, t))
        {
            var probabilities = nn.functional.linear(x[b, t], mixture.get_parameter("router.weight")!).softmax(0).data<float>().ToArray();
            var chosen = Enumerable.Range(0, experts).OrderByDescending(e => probabilities[e]).Take(perToken).ToArray();
            var whole = perToken == 1 ? 1 : chosen.Sum(e => probabilities[e]);
            var expected = chosen.Aggregate(zeros(8), (sum, e) => sum + nets[e].forward(x[b, t]) * (probabilities[e] / whole));
            Tiny.AssertClose(expected, y[b, t]);
        }
    }

    [Fact]
    public void Load_OfARouting_CountsTokensByExpert()
    {
        var routing = new Routing(ones(3, 4) / 4, tensor(new long[,] { { 1, 2 }, { 1, 0 }, { 1, 2 } }), ones(3, 2) / 2);
        Assert.Equal([1L, 3, 2, 0], routing.Load().data<long>().ToArray());
        Assert.Equal(1, routing.BalanceLoss().item<float>(), 1e-6);                     // the router likes all alike
    }

    [Fact]
    public void BalanceLoss_OneExpertForAll_IsTheNumberOfExperts()
    {
        var routing = new Routing(tensor(new float[,] { { 0, 1, 0 }, { 0, 1, 0 } }), tensor(new long[,] { { 1 }, { 1 } }), ones(2, 1));
        Assert.Equal(3, routing.BalanceLoss().item<float>(), 1e-6);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Backward_Always_TeachesTheRouter(int perToken)
    {
        manual_seed(2);
        var mixture = new MixtureOfExperts(Config(3, perToken));
        mixture.forward(randn(6, 8)).square().sum().backward();
        Assert.True(mixture.get_parameter("router.weight")!.grad!.abs().sum().item<float>() > 1e-4);
    }

    [Fact]
    public void LastRouting_AfterAForward_HasTheLoadOfItsTokens()
    {
        manual_seed(3);
        var mixture = new MixtureOfExperts(Config(4, 2));
        Assert.Null(mixture.LastRouting);
        mixture.forward(randn(2, 5, 8));
        Assert.Equal(2 * 5 * 2, mixture.LastRouting!.Load().sum().item<long>());
    }
}
