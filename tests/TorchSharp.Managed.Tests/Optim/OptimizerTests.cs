// What optimizers do beside the step: groups, closures, states in dictionaries and files, gradients to zero; schedules' closed forms; parameters as a vector.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Managed.Tests.Optim;

public class OptimizerTests
{
    [Fact]
    public void Step_OfAParameterWithoutGradient_LeavesItAlone()
    {
        var (p, q) = (One(), One());
        var optimizer = AdamW(new[] { p, q }, 0.1, weight_decay: 0.5);
        p.grad = ones(2);
        optimizer.step();
        Assert.Equal([1f, 1f], q.data<float>().ToArray());
        Assert.NotEqual(1f, p[0].item<float>());
    }

    [Fact]
    public void Step_WithAClosure_ComputesTheLossWithGradients()
    {
        var p = One();
        var optimizer = SGD([p], 0.5);
        using var off = no_grad();
        var loss = optimizer.step(() =>
        {
            var l = (p * p).sum();
            l.backward();
            return l;
        });
        Assert.Equal(2, loss.item<float>());
        Assert.Equal([0f, 0f], p.data<float>().ToArray());
    }

    [Fact]
    public void Backward_AfterAStepBetween_IsRefused()
    {
        var p = One();
        var loss = (p * p).sum();
        p.grad = ones(2);
        SGD([p], 0.1).step();
        Assert.Contains("written to in place", Assert.Throws<System.Runtime.InteropServices.ExternalException>(loss.backward).Message);
    }

    [Fact]
    public void ZeroGrad_OfAnOptimizer_FillsWithZero()
    {
        var p = One();
        p.grad = ones(2);
        SGD([p], 0.1).zero_grad();
        Assert.Equal([0f, 0f], p.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Step_OfATransposedParameter_IsThatOfADenseOne()
    {
        var values = arange(6, float32).reshape(2, 3);
        Parameter dense = new(values.clone()), crossed = new(values.T.clone().T);
        foreach (var p in new[] { dense, crossed })
        {
            p.grad = values + 1;
        }

        AdamW([dense, crossed], 0.1).step();
        Assert.True(dense.eq(crossed).all().item<bool>());
    }

    [Fact]
    public void LearningRate_OfOneGroup_IsItsOwn()
    {
        var (p, q) = (One(), One());
        var optimizer = SGD(new SGD.ParamGroup[] { new([p], new SGD.Options { LearningRate = 1 }), new() { Parameters = [q] } }, 0.25);
        p.grad = ones(2);
        q.grad = ones(2);
        optimizer.step();
        Assert.Equal((0f, 0.75f), (p[0].item<float>(), q[0].item<float>()));
        optimizer.ParamGroups.First().LearningRate = 0.5;
        optimizer.step();
        Assert.Equal(-0.5f, p[0].item<float>());
    }

    public static TheoryData<string> Makers => ["SGD", "Adam", "AdamW"];

    [Theory]
    [MemberData(nameof(Makers))]
    public void SavedState_InAnotherOptimizer_GoesOnAlike(string name)
    {
        var (p, q) = (One(), One());
        var (a, b) = (Make(name, p), Make(name, q));
        Walk(a, p, 3);
        Walk(b, q, 1);
        b.load_state_dict(new BinaryReader(new MemoryStream(Saved(a))));
        using (no_grad())
        {
            q.copy_(p);
        }

        Walk(a, p, 2);
        Walk(b, q, 2);
        Assert.True(p.eq(q).all().item<bool>());
        Assert.True(a.state_dict().State[0].ApproximatelyEquals(b.state_dict().State[0]));
    }

    [Theory]
    [MemberData(nameof(Makers))]
    public void StateDict_InAnotherOptimizer_IsACopy(string name)
    {
        var (p, q) = (One(), One());
        var (a, b) = (Make(name, p), Make(name, q));
        Walk(a, p, 3);
        b.load_state_dict(a.state_dict());
        Assert.True(a.state_dict().State[0].ApproximatelyEquals(b.state_dict().State[0]));
        Walk(a, p, 1);
        Assert.False(a.state_dict().State[0].ApproximatelyEquals(b.state_dict().State[0]));
    }

    [Fact]
    public void LoadStateDict_OfAnotherKind_SaysSo()
    {
        var file = Saved(Make("SGD", One()));
        Assert.Contains("\"SGD\", and this is AdamW", Assert.Throws<InvalidDataException>(() => Make("AdamW", One()).load_state_dict(new BinaryReader(new MemoryStream(file)))).Message);
        Assert.Contains("The file ends", Assert.Throws<EndOfStreamException>(() => Make("SGD", One()).load_state_dict(new BinaryReader(new MemoryStream()))).Message);
    }

    [Fact]
    public void Optimizer_BadSettings_AreRefusedByName()
    {
        Assert.Contains("AdamW: lr must be 0 or more and finite, got -1", Assert.Throws<ArgumentException>(() => AdamW([One()], -1)).Message);
        Assert.Contains("Adam: beta2 must be 0 or more and below 1, got 1", Assert.Throws<ArgumentException>(() => Adam([One()], beta2: 1)).Message);
        Assert.Contains("nesterov needs a momentum", Assert.Throws<ArgumentException>(() => SGD([One()], 0.1, nesterov: true)).Message);
        var p = One();
        Assert.Contains("given twice", Assert.Throws<ArgumentException>(() => SGD([p, p], 0.1)).Message);
    }

    public static TheoryData<string> Schedules => ["step", "cosine", "linear"];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void ScheduleToAnEpoch_InOneStep_IsAsStepByStep(string name)
    {
        var (walked, jumped) = (Schedule(name), Schedule(name));
        for (var epoch = 1; epoch <= 9; epoch++)
        {
            walked.step();
            jumped.step(epoch);
            Assert.Equal(walked.get_last_lr().Single(), jumped.get_last_lr().Single(), 1e-12);
        }
    }

    [Fact]
    public void Noam_AtItsPeak_IsThePapersRate()
    {
        var schedule = lr_scheduler.LambdaLR(SGD([One()], 1), step => Math.Pow(512, -0.5) * Math.Min(Math.Pow(step + 1, -0.5), (step + 1) * Math.Pow(4000, -1.5)));
        Assert.Equal(1.74693e-7, schedule.get_last_lr().Single(), 1e-12);
        schedule.step(3999);
        Assert.Equal(6.98771e-4, schedule.get_last_lr().Single(), 1e-9);
    }

    [Fact]
    public void ParametersToVector_AndBack_IsTheSame()
    {
        Parameter[] p = [new(arange(6, float32).reshape(2, 3)), new(ones(2))];
        var vector = nn.utils.parameters_to_vector(p);
        nn.utils.vector_to_parameters(vector.detach() * 2, p);
        Assert.Equal([0f, 2, 4, 6, 8, 10, 2, 2], nn.utils.parameters_to_vector(p).data<float>().ToArray());
        Assert.Contains("a vector of 8 elements, got (7,)", Assert.Throws<System.Runtime.InteropServices.ExternalException>(() => nn.utils.vector_to_parameters(ones(7), p)).Message);
    }

    private static Parameter One() => new(ones(2));

    private static OptimizerHelper Make(string name, Parameter p) => name switch
    {
        "SGD" => SGD([p], 0.1, momentum: 0.9),
        "Adam" => Adam([p], 0.1, amsgrad: true),
        _ => AdamW([p], 0.1, weight_decay: 0.1),
    };

    private static lr_scheduler.LRScheduler Schedule(string name) => name switch
    {
        "step" => lr_scheduler.StepLR(SGD([One()], 0.1), 2),
        "cosine" => lr_scheduler.CosineAnnealingLR(SGD([One()], 0.1), 9),
        _ => lr_scheduler.LinearLR(SGD([One()], 0.1)),
    };

    private static void Walk(Optimizer optimizer, Parameter p, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            p.grad = tensor(new[] { 1f + i, -0.5f });
            optimizer.step();
        }
    }

    private static byte[] Saved(OptimizerHelper optimizer)
    {
        var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
