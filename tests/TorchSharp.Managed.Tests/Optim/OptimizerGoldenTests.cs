// Optimizers, schedules and clipping against PyTorch: the parameters after each of six steps with given gradients (float32 within 1e-6, float64 within 1e-12),
// the rates of twenty epochs within 1e-12.

using System.Text.Json;
using TorchSharp.Managed.Tests.Golden;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Managed.Tests.Optim;

public class OptimizerGoldenTests
{
    private static readonly Dictionary<string, JsonElement> Cases = ByName("cases"), Rates = ByName("schedules"), Measured = ByName("plateaus"), Clips = ByName("clips");

    private static readonly Dictionary<string, Func<Parameter[], Optimizer>> Optimizers = new()
    {
        ["SGD"] = p => SGD(p, 0.1),
        ["SGD momentum"] = p => SGD(p, 0.1, momentum: 0.9, dampening: 0.3),
        ["SGD nesterov decay"] = p => SGD(p, 0.1, momentum: 0.8, nesterov: true, weight_decay: 0.05),
        ["SGD maximize"] = p => SGD(p, 0.1, weight_decay: 0.05, maximize: true),
        ["Adam"] = p => Adam(p, 0.01),
        ["Adam decay"] = p => Adam(p, 0.02, 0.8, 0.95, 1e-6, 0.1),
        ["Adam amsgrad"] = p => Adam(p, 0.02, 0.5, 0.6, amsgrad: true),
        ["Adam maximize"] = p => Adam(p, 0.02, maximize: true, weight_decay: 0.1),
        ["AdamW"] = p => AdamW(p, 0.01, weight_decay: 0.1),
        ["AdamW amsgrad"] = p => AdamW(p, 0.02, 0.5, 0.6, amsgrad: true, weight_decay: 0.01),
        ["AdamW maximize"] = p => AdamW(p, 0.02, maximize: true, weight_decay: 0.1),
        ["AdamW groups"] = p => AdamW(new AdamW.ParamGroup[]
        {
            new() { Parameters = p[..1], Options = new() { LearningRate = 0.05 } },
            new() { Parameters = p[1..], Options = new() { weight_decay = 0, beta1 = 0.7, beta2 = 0.9 } },
        }, 0.01, weight_decay: 0.1),
    };

    private static readonly Dictionary<string, Func<Optimizer, lr_scheduler.LRScheduler>> Schedules = new()
    {
        ["LambdaLR"] = o => lr_scheduler.LambdaLR(o, e => 1.0 / (1 + e)),
        ["StepLR"] = o => lr_scheduler.StepLR(o, 3, 0.5),
        ["CosineAnnealingLR"] = o => lr_scheduler.CosineAnnealingLR(o, 5, 0.01),
        ["LinearLR"] = o => lr_scheduler.LinearLR(o, 0.25, 0.75, 4),
        ["LinearLR default"] = o => lr_scheduler.LinearLR(o),
        ["ConstantLR"] = o => lr_scheduler.ConstantLR(o, 0.5, 4),
        ["ExponentialLR"] = o => lr_scheduler.ExponentialLR(o, 0.9),
        ["MultiStepLR"] = o => lr_scheduler.MultiStepLR(o, [3, 8, 8], 0.5),
        ["MultiplicativeLR"] = o => lr_scheduler.MultiplicativeLR(o, e => 1 - 1.0 / (2 + e)),
        ["PolynomialLR"] = o => lr_scheduler.PolynomialLR(o, 12, 2.5),
        ["SequentialLR"] = o => lr_scheduler.SequentialLR(o, [lr_scheduler.LinearLR(o, 0.1, 1, 5), lr_scheduler.CosineAnnealingLR(o, 12), lr_scheduler.ConstantLR(o, 0.25, 3)], [5, 15]),
        ["ChainedLR"] = o => lr_scheduler.ChainedLR([lr_scheduler.LinearLR(o, 0.5, 1, 4), lr_scheduler.ExponentialLR(o, 0.8)]),
    };

    private static readonly Dictionary<string, Func<Optimizer, lr_scheduler.LRScheduler>> Plateaus = new()
    {
        ["plateau"] = o => lr_scheduler.ReduceLROnPlateau(o, factor: 0.5, patience: 2),
        ["plateau, max, abs, cooldown"] = o => lr_scheduler.ReduceLROnPlateau(o, "max", 0.5, 1, 0.05, "abs", 2),
        ["plateau, least rates"] = o => lr_scheduler.ReduceLROnPlateau(o, factor: 0.1, patience: 0, min_lr: [0.02, 0.1]),
    };

    private static readonly Dictionary<string, Func<Parameter[], double?>> Clippers = new()
    {
        ["norm 2"] = p => nn.utils.clip_grad_norm_(p, 1),
        ["norm 1"] = p => nn.utils.clip_grad_norm_(p, 1, 1),
        ["norm inf"] = p => nn.utils.clip_grad_norm_(p, 0.5, double.PositiveInfinity),
        ["norm 2, far"] = p => nn.utils.clip_grad_norm_(p, 1000),
        ["value"] = p => { nn.utils.clip_grad_value_(p, 0.4); return null; },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> ScheduleNames => [.. Rates.Keys];

    public static TheoryData<string> PlateauNames => [.. Measured.Keys];

    public static TheoryData<string> ClipNames => [.. Clips.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Optimizer_OnGivenGradients_StepsAsPyTorchs(string name)
    {
        var parameters = Parameters(Cases[name].GetProperty("start"));
        var optimizer = Optimizers[name.Split(',')[0]](parameters);
        Assert.Equal((6, 6), (Cases[name].GetProperty("grads").GetArrayLength(), Cases[name].GetProperty("after").GetArrayLength()));
        foreach (var (g, after) in Cases[name].GetProperty("grads").EnumerateArray().Zip(Cases[name].GetProperty("after").EnumerateArray()))
        {
            Assert.Equal(parameters.Length, after.GetArrayLength());
            Give(parameters, g);
            optimizer.step();
            foreach (var (e, p) in after.EnumerateArray().Zip(parameters))
            {
                Close.Tensors("parameter", GoldenTensor.Read(e), p, null);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ScheduleNames))]
    public void Schedule_OverTwentyEpochs_GivesPyTorchsRates(string name)
    {
        var optimizer = TwoGroups();
        var schedule = Schedules[name](optimizer);
        Assert.Equal(20, Rates[name].GetProperty("rates").GetArrayLength());
        foreach (var epoch in Rates[name].GetProperty("rates").EnumerateArray())
        {
            Close.Values(name, GoldenFile.Doubles(epoch), [.. schedule.get_last_lr()], 1e-12);
            Assert.Equal(schedule.get_last_lr(), optimizer.ParamGroups.Select(g => g.LearningRate));
            schedule.step();
        }
    }

    [Theory]
    [MemberData(nameof(PlateauNames))]
    public void Plateau_OverTwentyMeasures_GivesPyTorchsRates(string name)
    {
        var optimizer = TwoGroups();
        var schedule = Plateaus[name](optimizer);
        Assert.Equal((20, 20), (Measured[name].GetProperty("measures").GetArrayLength(), Measured[name].GetProperty("rates").GetArrayLength()));
        foreach (var (measure, rates) in GoldenFile.Doubles(Measured[name].GetProperty("measures")).Zip(Measured[name].GetProperty("rates").EnumerateArray()))
        {
            schedule.step(measure);
            Close.Values(name, GoldenFile.Doubles(rates), [.. optimizer.ParamGroups.Select(g => g.LearningRate)], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(ClipNames))]
    public void Clipping_OfGivenGradients_CutsAsPyTorchs(string name)
    {
        Parameter[] p = [new(zeros(3, 4)), new(zeros(5)), new(zeros(2))];
        Give(p, Clips[name].GetProperty("grads"));
        var norm = Clippers[name](p);
        if (norm is not null)
        {
            Close.Values("norm", [Clips[name].GetProperty("norm").GetDouble()], [norm.Value], 1e-6);
        }

        foreach (var (e, x) in Clips[name].GetProperty("after").EnumerateArray().Zip(p))
        {
            Close.Tensors("gradient", GoldenTensor.Read(e), x.grad!, null);
        }
    }

    private static SGD TwoGroups()
    {
        Parameter[] p = [new(zeros(2)), new(zeros(3))];
        return SGD(new SGD.ParamGroup[] { new() { Parameters = p[..1] }, new() { Parameters = p[1..], Options = new() { LearningRate = 0.5 } } }, 0.1);
    }

    private static void Give(Parameter[] parameters, JsonElement gradients)
    {
        foreach (var (g, p) in gradients.EnumerateArray().Zip(parameters))
        {
            p.grad = Tensors.Build(GoldenTensor.Read(g));
        }
    }

    private static Parameter[] Parameters(JsonElement values) => [.. values.EnumerateArray().Select(x => new Parameter(Tensors.Build(GoldenTensor.Read(x))))];

    private static Dictionary<string, JsonElement> ByName(string list) => GoldenFile.Cases("optim.json", list).ToDictionary(c => c.GetProperty("name").GetString()!);
}
