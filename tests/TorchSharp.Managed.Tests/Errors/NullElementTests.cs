// A null among the elements of an array or list: an exception that names the operation and the index.

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Managed.Tests.Errors;

public class NullElementTests
{
    private static readonly Tensor[] s_tensors = [ones(2), null!];
    private static readonly Parameter[] s_parameters = [new(ones(2)), null!];

    private static readonly Dictionary<string, Action> s_calls = new()
    {
        ["cat"] = () => cat(s_tensors),
        ["stack"] = () => stack(s_tensors),
        ["vstack"] = () => vstack(s_tensors),
        ["hstack"] = () => hstack(s_tensors),
        ["atleast_1d"] = () => atleast_1d(s_tensors).Count(),
        ["broadcast_tensors"] = () => broadcast_tensors(s_tensors),
        ["meshgrid"] = () => meshgrid(s_tensors),
        ["cartesian_prod"] = () => cartesian_prod(s_tensors),
        ["einsum"] = () => einsum("i,i->i", s_tensors),
        ["index"] = () => ones(2, 2).index(s_tensors),
        ["index_put_"] = () => ones(2, 2).index_put_(ones(1), s_tensors),
        ["autograd.backward"] = () => autograd.backward(s_tensors),
        ["autograd.grad"] = () => autograd.grad([ones(1).requires_grad_().exp()], s_tensors),
        ["TensorDataset"] = () => TensorDataset(s_tensors),
        ["ModuleList"] = () => nn.ModuleList(nn.Linear(1, 1), null!),
        ["ParameterList"] = () => nn.ParameterList(s_parameters),
        ["Sequential"] = () => nn.Sequential(nn.Linear(1, 1), null!),
        ["SGD"] = () => optim.SGD(s_parameters, 0.1),
        ["clip_grad_norm_"] = () => nn.utils.clip_grad_norm_(s_parameters, 1),
        ["clip_grad_value_"] = () => nn.utils.clip_grad_value_(s_parameters, 1),
        ["parameters_to_vector"] = () => nn.utils.parameters_to_vector(s_parameters),
        ["vector_to_parameters"] = () => nn.utils.vector_to_parameters(ones(4), s_parameters),
    };

    public static TheoryData<string> Names => [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void NullElement_NamesTheOperationAndTheIndex(string name) =>
        Assert.StartsWith($"{name}: element 1 of 2 is null", Assert.Throws<ArgumentNullException>(s_calls[name]).Message);
}
