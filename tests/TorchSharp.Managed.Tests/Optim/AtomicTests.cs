// What is refused leaves no trace: groups, states in dictionaries and files, modules.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Managed.Tests.Optim;

public class AtomicTests
{
    [Fact]
    public void AddParamGroup_WithAParameterGivenTwice_LeavesTheGroupOut()
    {
        var (p, q) = (One(), One());
        var optimizer = AdamW(new[] { p });
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new AdamW.ParamGroup([q, p], 0.5)));
        Assert.Single(optimizer.ParamGroups);
        optimizer.add_param_group(new AdamW.ParamGroup([q], 0.5));
        Assert.Equal(2, optimizer.parameters().Count());
    }

    [Fact]
    public void LoadStateDict_OfAFileThatBreaksOffAnywhere_LeavesTheOptimizerAsItWas()
    {
        var file = Saved(Stepped(0.3, steps: 3));
        var optimizer = Stepped(0.1, steps: 1);
        var before = Saved(optimizer);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<EndOfStreamException>(() => Load(optimizer, file[..length]));
            Assert.Equal(before, Saved(optimizer));
        }

        Load(optimizer, file);
        Assert.Equal(file, Saved(optimizer));
    }

    [Fact]
    public void LoadStateDict_OfAStateOfAnotherShape_IsRefusedAndLeavesAllAsItWas()
    {
        var optimizer = Stepped(0.1, steps: 1);
        var before = Saved(optimizer);
        var other = Stepped(0.3, steps: 2);
        ((Adam.State)other.state_dict().State[1]).exp_avg_sq = ones(1);
        Assert.Throws<ArgumentException>(() => optimizer.load_state_dict(other.state_dict()));
        Assert.Equal(before, Saved(optimizer));
    }

    [Fact]
    public void LoadStateDict_OfAnotherOptimizer_IsRefused() =>
        Assert.Contains("Adam", Assert.Throws<ArgumentException>(() => Stepped(0.1, 1).load_state_dict(SGD([One(), One()], 0.1).state_dict())).Message);

    [Fact]
    public void LoadStateDict_OfAMomentumOfAnotherShape_IsRefused()
    {
        var source = SGD([new Parameter(ones(5))], 0.1, momentum: 0.9);
        source.parameters().Single().grad = ones(5);
        source.step();
        var target = SGD([One()], 0.1, momentum: 0.9);
        Assert.Throws<ArgumentException>(() => Load(target, Saved(source)));
        Assert.Throws<ArgumentException>(() => target.load_state_dict(source.state_dict()));
    }

    [Fact]
    public void ModuleLoad_OfAFileThatBreaksOffAnywhere_LeavesTheModuleAsItWas()
    {
        var stream = new MemoryStream();
        nn.Linear(2, 2).save(stream);
        var model = nn.Linear(2, 2);
        var before = model.weight!.data<float>().ToArray();
        for (var length = 0; length < stream.ToArray().Length; length++)
        {
            Assert.Throws<EndOfStreamException>(() => model.load(new MemoryStream(stream.ToArray()[..length])));
            Assert.Equal(before, model.weight!.data<float>().ToArray());
        }
    }

    [Fact]
    public void Load_OfABoolThatIsNeitherZeroNorOne_IsRefused()
    {
        var stream = new MemoryStream();
        tensor(new[] { true, false }).Save(stream);
        var file = stream.ToArray();
        Assert.Equal([true, false], Tensor.Load(new MemoryStream(file)).data<bool>().ToArray());
        file[^1] = 2;
        Assert.Contains("0 and 1", Assert.Throws<InvalidDataException>(() => Tensor.Load(new MemoryStream(file))).Message);
    }

    private static Parameter One() => new(ones(2));

    private static Adam Stepped(double lr, int steps)
    {
        var parameters = new[] { One(), One() };
        var optimizer = Adam(parameters, lr);
        for (var i = 0; i < steps; i++)
        {
            parameters[0].grad = ones(2) * (i + 1);
            parameters[1].grad = ones(2) * 3;
            optimizer.step();
        }

        return optimizer;
    }

    private static byte[] Saved(OptimizerHelper optimizer)
    {
        var stream = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(stream));
        return stream.ToArray();
    }

    private static void Load(OptimizerHelper optimizer, byte[] file) => optimizer.load_state_dict(new BinaryReader(new MemoryStream(file)));
}
