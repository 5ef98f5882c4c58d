// Losses and other functions of nn.functional against PyTorch: results and gradients; and what is drawn in place after a seed.

using System.Text.Json;
using TorchSharp.Managed.Tests.Golden;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Modules;

[Collection(nameof(DefaultGenerator))]
public class FunctionGoldenTests
{
    private static readonly Dictionary<string, JsonElement> Cases = GoldenFile.Cases("functional.json").ToDictionary(c => c.GetProperty("name").GetString()!);
    private static readonly Dictionary<string, JsonElement> Drawn = GoldenFile.Cases("functional.json", "draws").ToDictionary(c => c.GetProperty("name").GetString()!);

    private static readonly Dictionary<string, Func<Tensor[], Tensor>> Functions = new()
    {
        ["cross_entropy"] = x => F.cross_entropy(x[0], x[1]),
        ["cross_entropy, float64"] = x => F.cross_entropy(x[0], x[1]),
        ["cross_entropy, wide"] = x => CrossEntropyLoss().call(x[0], x[1]),
        ["cross_entropy, one row"] = x => F.cross_entropy(x[0], x[1]),
        ["cross_entropy, more dimensions"] = x => F.cross_entropy(x[0], x[1]),
        ["cross_entropy, four dimensions"] = x => F.cross_entropy(x[0], x[1], reduction: Reduction.None),
        ["cross_entropy, sum"] = x => F.cross_entropy(x[0], x[1], reduction: Reduction.Sum),
        ["cross_entropy, none"] = x => F.cross_entropy(x[0], x[1], reduction: Reduction.None),
        ["cross_entropy, ignoring 2"] = x => CrossEntropyLoss(ignore_index: 2).call(x[0], x[1]),
        ["cross_entropy, smoothing"] = x => F.cross_entropy(x[0], x[1], label_smoothing: 0.1),
        ["cross_entropy, smoothing, sum, ignoring 2"] = x => F.cross_entropy(x[0], x[1], ignore_index: 2, reduction: Reduction.Sum, label_smoothing: 0.4),
        ["cross_entropy, weight"] = x => CrossEntropyLoss(weight: x[2].detach()).call(x[0], x[1]),
        ["cross_entropy, weight, smoothing, ignoring 2"] = x => F.cross_entropy(x[0], x[1], x[2].detach(), 2, label_smoothing: 0.2),
        ["cross_entropy, weight, smoothing, none"] = x => F.cross_entropy(x[0], x[1], x[2].detach(), reduction: Reduction.None, label_smoothing: 0.2),
        ["cross_entropy of probabilities"] = x => F.cross_entropy(x[0], x[1]),
        ["cross_entropy of probabilities, weight, smoothing"] = x => F.cross_entropy(x[0], x[1], x[2].detach(), label_smoothing: 0.2),
        ["nll_loss"] = x => NLLLoss().call(x[0], x[1]),
        ["nll_loss, weight, more dimensions"] = x => F.nll_loss(x[0], x[1], x[2].detach()),
        ["mse_loss"] = x => MSELoss().call(x[0], x[1]),
        ["mse_loss, none"] = x => F.mse_loss(x[0], x[1], Reduction.None),
        ["kl_div"] = x => F.kl_div(x[0], x[1], log_target: false),
        ["kl_div, sum"] = x => F.kl_div(x[0], x[1], log_target: false, Reduction.Sum),
        ["kl_div of logarithms"] = x => F.kl_div(x[0], x[1]),
        ["bce"] = x => BCEWithLogitsLoss().call(x[0], x[1]),
        ["bce, weights, sum"] = x => BCEWithLogitsLoss(x[2].detach(), Reduction.Sum, x[3].detach()).call(x[0], x[1]),
        ["bce, large logits"] = x => F.binary_cross_entropy_with_logits(x[0], x[1].detach(), reduction: Reduction.None),
        ["l1_loss"] = x => new TorchSharp.Modules.L1Loss().call(x[0], x[1]),
        ["one_hot"] = x => F.one_hot(x[0]),
        ["one_hot, 6 classes"] = x => F.one_hot(x[0], 6),
        ["normalize"] = x => F.normalize(x[0]),
        ["cosine_similarity"] = x => F.cosine_similarity(x[0], x[1]),
        ["linear"] = x => F.linear(x[0], x[1], x[2]),
        ["layer_norm, weight alone"] = x => F.layer_norm(x[0], [5], x[1]),
        ["layer_norm of a transpose"] = x => F.layer_norm(x[0].T, [5], x[1], x[2]),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Draws = new()
    {
        ["uniform_"] = x => x.uniform_(-0.3, 0.7),
        ["uniform_, float64"] = x => x.to(float64).uniform_(-0.3, 0.7),
        ["normal_"] = x => x.normal_(0.5, 2),
        ["normal_, many"] = x => x.normal_(0.5, 2),
        ["normal_, float64"] = x => x.to(float64).normal_(0.5, 2),
        ["bernoulli_"] = x => x.bernoulli_(0.3),
        ["bernoulli_, float64"] = x => x.to(float64).bernoulli_(0.3),
        ["bernoulli_, int64"] = x => x.to(int64).bernoulli_(0.3),
        ["bernoulli"] = x => (x + arange(40, float32) / 40).bernoulli(),
        ["bernoulli, float64"] = x => (x + arange(40, float64) / 40).bernoulli(),
        ["xavier_uniform_"] = x => init.xavier_uniform_(x),
        ["xavier_uniform_, gain, 3-d"] = x => init.glorot_uniform_(x, 1.5),
        ["xavier_normal_"] = x => init.xavier_normal_(x),
        ["kaiming_uniform_"] = x => init.kaiming_uniform_(x),
        ["kaiming_uniform_, fan out, relu"] = x => init.kaiming_uniform_(x, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU),
        ["kaiming_normal_"] = x => init.kaiming_normal_(x, a: 0.2),
        ["eye_"] = x => init.eye_(x),
        ["constant_"] = x => init.constant_(x, 0.25),
        ["trunc_normal_"] = x => init.trunc_normal_(x),
        ["trunc_normal_, bounds"] = x => init.trunc_normal_(x, 0.5, 2, -0.25, 9),
        ["trunc_normal_, float64"] = x => init.trunc_normal_(x.to(float64), std: 0.02),
        ["orthogonal_, normal"] = x => init.orthogonal_(x),
        ["orthogonal_, wide, normal"] = x => init.orthogonal_(x, 1.5),
        ["orthogonal_, 3-d, normal"] = x => init.orthogonal_(x),
        ["orthogonal_, normal, float64"] = x => init.orthogonal_(x.to(float64)),
        ["sparse_, normal"] = x => init.sparse_(x, 0.4),
        ["dirac_"] = x => init.dirac_(x),
        ["dirac_, 5-d"] = x => init.dirac_(x),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> DrawNames => [.. Drawn.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_OnGoldenInput_AnswersAsPyTorchs(string name)
    {
        Tensor[] x = [.. Cases[name].GetProperty("in").EnumerateArray().Select(t => Tensors.Build(GoldenTensor.Read(t)))];
        foreach (var leaf in x.Where(t => t.dtype is ScalarType.Float32 or ScalarType.Float64))
        {
            leaf.requires_grad_();
        }

        var y = Functions[name](x);
        Close.Tensors("result", GoldenTensor.Read(Cases[name].GetProperty("out")), y, 3e-6);
        if (y.requires_grad)
        {
            (y * Tensors.Weights(y)).sum().backward();
        }

        var gradients = Cases[name].GetProperty("grads").EnumerateArray().ToArray();
        Assert.Equal(gradients.Select(g => g.ValueKind == JsonValueKind.Null), x.Select(leaf => leaf.grad is null));
        foreach (var (g, leaf) in gradients.Zip(x).Where(p => p.Second.grad is not null))
        {
            Close.Values("gradient", GoldenFile.Doubles(g), Tensors.Values(leaf.grad!), leaf.dtype == ScalarType.Float64 ? 1e-12 : 3e-6);
        }
    }

    [Theory]
    [MemberData(nameof(DrawNames))]
    public void Draw_AfterManualSeed_IsPyTorchs(string name)
    {
        manual_seed(7);
        var y = Draws[name](zeros(GoldenFile.Longs(Drawn[name].GetProperty("shape"))));
        Close.Tensors(name, GoldenTensor.Read(Drawn[name].GetProperty("out")), y, name.Contains("normal", StringComparison.Ordinal) ? y.dtype == ScalarType.Float64 ? 1e-12 : 2e-6 : 0);
    }
}
