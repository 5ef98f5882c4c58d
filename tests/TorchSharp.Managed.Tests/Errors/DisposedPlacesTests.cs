// Use after dispose where it happens in practice: in lists, layers, losses, optimizers, states and files, and between forward and backward.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Managed.Tests.Errors;

[Collection(nameof(DefaultGenerator))]
public class DisposedPlacesTests
{
    // What is done, and what the message must say of the operation and the tensor.
    private static readonly Dictionary<string, (Action Use, string[] Says)> s_cases = new()
    {
        ["second operand"] = (() => _ = ones(2, 3) + Gone(2, 3), ["add: ", "second operand of shape (2, 3)"]),
        ["number to which it is added"] = (() => _ = Gone(2) + 1, ["add: ", "first operand of shape (2,)"]),
        ["product"] = (() => ones(2, 3).matmul(Gone(3, 4)), ["matmul: ", "second operand of shape (3, 4)"]),
        ["mask"] = (() => ones(2, 3).masked_fill(Gone([2, 3], ScalarType.Bool), 1), ["masked_fill: ", "mask of shape (2, 3)"]),
        ["condition"] = (() => where(Gone([2], ScalarType.Bool), ones(2), ones(2)), ["where: ", "condition of shape (2,)"]),
        ["index between brackets"] = (() => _ = ones(3)[Gone([2], int64)], ["index: ", "of shape (2,)"]),
        ["index along a dimension"] = (() => ones(3, 2).index_select(0, Gone([2], int64)), ["index_select: ", "index of shape (2,)"]),
        ["value that is written"] = (() => ones(3)[0] = Gone([]), ["index_put_: ", "value of shape ()"]),
        ["value into the disposed"] = (() => Gone(3)[0] = ones([]), ["index_put_: ", "of shape (3,)"]),
        ["element of cat"] = (() => cat([ones(2), Gone(3)]), ["cat: ", "tensor at 1 of 2 of shape (3,)"]),
        ["element of stack"] = (() => stack([Gone(2), ones(2)]), ["stack: ", "tensor at 0 of 2 of shape (2,)"]),
        ["written in place"] = (() => Gone(3).fill_(1), ["fill_: ", "(3,)"]),
        ["one element"] = (() => Gone([]).item<float>(), ["item: ", "()"]),
        ["as a number"] = (() => _ = (float)Gone([]), ["float: ", "()"]),
        ["elements, asked before"] = (() => Accessor().ToArray(), ["data: ", "(3,)"]),
        ["one of the elements, asked before"] = (() => _ = Accessor()[0], ["data: ", "(3,)"]),
        ["input of a layer"] = (() => Linear(3, 2).call(Gone(4, 3)), ["linear: ", "input of shape (4, 3)"]),
        ["weight of a layer"] = (() => With(Linear(3, 2), layer => layer.weight.Dispose()).call(ones(4, 3)), ["linear: ", "weight of shape (2, 3)"]),
        ["bias of a layer"] = (() => With(Linear(3, 2), layer => layer.bias!.Dispose()).call(ones(4, 3)), ["linear: ", "bias of shape (2,)"]),
        ["disposed layer"] = (() => With(Linear(3, 2), layer => layer.Dispose()).call(ones(4, 3)), ["linear: ", "weight of shape (2, 3)"]),
        ["disposed table"] = (() => With(Embedding(5, 2), layer => layer.Dispose()).call(zeros([3], int64)), ["embedding: ", "weight of shape (5, 2)"]),
        ["indices of an embedding"] = (() => Embedding(5, 2).call(Gone([3], int64)), ["embedding: ", "input of shape (3,)"]),
        ["disposed norm"] = (() => With(LayerNorm(3), layer => layer.Dispose()).call(ones(2, 3)), ["layer_norm: ", "weight of shape (3,)"]),
        ["disposed attention"] = (() => With(MultiheadAttention(4, 2), layer => layer.Dispose()).call(ones(2, 1, 4), ones(2, 1, 4), ones(2, 1, 4)), ["MultiheadAttention: ", "in_proj_weight of shape (12, 4)"]),
        ["attention mask"] = (() => MultiheadAttention(4, 2).call(ones(2, 1, 4), ones(2, 1, 4), ones(2, 1, 4), attn_mask: Gone(2, 2)), ["MultiheadAttention: ", "attn_mask of shape (2, 2)"]),
        ["key of attention"] = (() => F.scaled_dot_product_attention(ones(2, 3), Gone(2, 3), ones(2, 3)), ["scaled_dot_product_attention: ", "key of shape (2, 3)"]),
        ["disposed encoder layer"] = (() => With(TransformerEncoderLayer(4, 2), layer => layer.Dispose()).call(ones(2, 1, 4)), ["MultiheadAttention: ", "of shape (12, 4)"]),
        ["disposed chain"] = (() => With(Sequential(Linear(3, 2)), chain => chain.Dispose()).call(ones(1, 3)), ["linear: ", "weight of shape (2, 3)"]),
        ["input of dropout"] = (() => Dropout().call(Gone(2)), ["dropout: ", "(2,)"]),
        ["target of a loss"] = (() => F.cross_entropy(ones(2, 3), Gone([2], int64)), ["cross_entropy: ", "target of shape (2,)"]),
        ["weight of a loss"] = (() => F.cross_entropy(ones(2, 3), zeros([2], int64), Gone(3)), ["cross_entropy: ", "weight of shape (3,)"]),
        ["parameter of an optimizer"] = (() => Step(parameters => optim.AdamW(parameters)), ["AdamW.step: ", "parameter 1 of group 0 of shape (3,)"]),
        ["parameter of SGD"] = (() => Step(parameters => optim.SGD(parameters, 0.1)), ["SGD.step: ", "parameter 1 of group 0 of shape (3,)"]),
        ["tensor of a state"] = (() => With(Linear(3, 2), layer => layer.bias!.Dispose()).state_dict(), ["state_dict: ", "parameter \"bias\" of Linear of shape (2,)"]),
        ["tensor of a state that is saved"] = (() => With(Linear(3, 2), layer => layer.weight.Dispose()).save(new MemoryStream()), ["state_dict: ", "parameter \"weight\" of Linear of shape (2, 3)"]),
        ["state of a disposed module"] = (() => With(Sequential(Linear(3, 2)), chain => chain.Dispose()).state_dict(), ["state_dict: ", "of shape (2, 3)"]),
        ["tensor of a dictionary that is saved"] = (() => Module.save_state_dict(new BinaryWriter(new MemoryStream()), new() { ["a"] = Gone(3) }), ["save_state_dict: ", "tensor \"a\" of shape (3,)"]),
        ["tensor of a dictionary that is loaded"] = (() => LoadFrom(state => state["weight"].Dispose()), ["load_state_dict: ", "source's tensor \"weight\" of shape (2, 3)"]),
        ["module that is loaded"] = (() => With(Linear(3, 2), layer => layer.weight.Dispose()).load(new MemoryStream([0])), ["state_dict: ", "parameter \"weight\""]),
        ["module that is converted"] = (() => With(Linear(3, 2), layer => layer.weight.Dispose()).to(float64), ["to: ", "\"weight\" of shape (2, 3)"]),
        ["tensor that is saved"] = (() => Gone(3).Save(new MemoryStream()), ["Save: ", "(3,)"]),
        ["result before backward"] = (() => With(ones(2).requires_grad_().sum(), loss => loss.Dispose()).backward(), ["backward: ", "()"]),
        ["gradient to begin with"] = (() => ones(2).requires_grad_().exp().backward([Gone(2)]), ["backward: ", "gradient of shape (2,)"]),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DisposedTensor_Used_NamesTheOperationAndTheTensor(string name)
    {
        var (use, says) = s_cases[name];
        var message = Assert.Throws<InvalidOperationException>(use).Message;
        Assert.Contains("Tensor invalid -- empty handle.", message);
        Assert.StartsWith(says[0], message);
        Assert.Contains(says[1], message);
    }

    [Fact]
    public void Step_WithADisposedParameter_ChangesNone()
    {
        Parameter first = new(ones(2)), second = new(ones(3));
        var optimizer = optim.SGD([first, second], 0.1);
        first.grad = ones(2);
        second.grad = ones(3);
        second.Dispose();
        Assert.Throws<InvalidOperationException>(() => optimizer.step());
        Assert.Equal([1f, 1], first.data<float>().ToArray());
    }

    // The graph has handles of its own: what its operations saved, and the leaves.
    [Fact]
    public void Backward_AfterEverySavedTensorWasDisposed_GivesTheSameGradient()
    {
        Tensor x = tensor(new[] { 1.0, 2.0 }).requires_grad_(), w = tensor(new[] { 3.0, 4.0 }), y = x * w, z = y.exp();
        var loss = (z * y).sum();
        w.Dispose();
        y.Dispose();
        z.Dispose();
        loss.backward();
        // d/dx (wx e^(wx)) = w (1 + wx) e^(wx)
        Assert.Equal(3 * 4 * Math.Exp(3), x.grad!.data<double>()[0], 1e-9);
        Assert.Equal(4 * 9 * Math.Exp(8), x.grad!.data<double>()[1], 1e-6);
    }

    [Fact]
    public void Backward_AfterALeafWasDisposed_GivesTheOthersTheirGradient()
    {
        Tensor x = tensor(new[] { 1.0, 2.0 }).requires_grad_(), w = tensor(new[] { 3.0, 4.0 }).requires_grad_();
        var loss = (x * w).sum();
        w.Dispose();
        loss.backward();
        Assert.Equal([3.0, 4.0], x.grad!.data<double>().ToArray());
    }

    private static Tensor Gone(params long[] shape) => Gone(shape, float32);

    private static Tensor Gone(long[] shape, ScalarType dtype) => With(zeros(shape, dtype), x => x.Dispose());

    private static Utils.TensorAccessor<float> Accessor()
    {
        var x = ones(3);
        var elements = x.data<float>();
        x.Dispose();
        return elements;
    }

    private static T With<T>(T subject, Action<T> change)
    {
        change(subject);
        return subject;
    }

    private static void Step(Func<Parameter[], optim.Optimizer> optimizer)
    {
        Parameter[] parameters = [new(ones(2)), new(ones(3))];
        var made = optimizer(parameters);
        Array.ForEach(parameters, parameter => parameter.grad = ones_like(parameter));
        parameters[1].Dispose();
        made.step();
    }

    private static void LoadFrom(Action<Dictionary<string, Tensor>> change)
    {
        var state = Linear(3, 2).state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone());
        Linear(3, 2).load_state_dict(With(state, change));
    }
}
