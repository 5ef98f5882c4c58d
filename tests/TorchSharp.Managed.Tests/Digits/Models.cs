// The models of the ladder and the larger layers for the fixed program: ten steps of training each, and what runs on several threads.

using TorchSharp.Managed.Tests.Ladder;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Digits;

internal static class Models
{
    public static IEnumerable<Tensor> TenStepsOfAGpt() => TenSteps(() => new Gpt());

    public static IEnumerable<Tensor> TenStepsOfATranslator() => TenSteps(() => new Translator());

    /// <summary>Normalisation, dropout, loss and an optimizer's step, each of more elements than one piece of work has.</summary>
    public static IEnumerable<Tensor> LargeLayers()
    {
        manual_seed(9);
        var x = randn(300, 257).requires_grad_();
        Parameter weight = new(randn(257)), bias = new(randn(257)), matrix = new(randn(257, 257) * 0.1);
        var y = F.linear(F.dropout(F.layer_norm(x, [257], weight, bias), 0.1), matrix, bias);
        var loss = F.cross_entropy(F.silu(y) + F.gelu(y, TorchSharp.Modules.GELU.Approximate.tanh), randint(0, 257, [300]), label_smoothing: 0.1);
        loss.backward();
        var norm = nn.utils.clip_grad_norm_([weight, bias, matrix], 0.01);
        optim.AdamW([weight, matrix], 0.1, weight_decay: 0.1, amsgrad: true).step();
        optim.SGD([bias], 0.1, momentum: 0.9, nesterov: true).step();
        return [loss.detach(), x.grad!, weight.grad!, bias.grad!, matrix.grad!, tensor(norm), weight.detach(), bias.detach(), matrix.detach()];
    }

    private static IEnumerable<Tensor> TenSteps(Func<ILearner> make)
    {
        manual_seed(10);
        var model = make();
        var parameters = ((nn.Module)model).parameters().ToList();
        var optimizer = optim.AdamW(parameters, 3e-3, weight_decay: 0.01);
        var schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 10);
        var losses = new List<Tensor>();
        for (var step = 0; step < 10; step++)
        {
            optimizer.zero_grad();
            var loss = model.Learn(randint(1, 16, [4, 9])).Loss;
            loss.backward();
            optimizer.step();
            schedule.step();
            losses.Add(loss.detach());
        }
        return [.. losses, .. parameters.Select(p => p.detach())];
    }
}
