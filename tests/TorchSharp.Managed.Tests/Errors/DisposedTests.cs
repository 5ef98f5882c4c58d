// Use after dispose, of every tensor of every public operation: TorchSharp's exception, which names the operation and, with its shape, the tensor. An operation that is made
// of others may be named by the one that meets the tensor first.

using System.Text.RegularExpressions;

namespace TorchSharp.Managed.Tests.Errors;

public partial class DisposedTests
{
    // These read a shape, a type or what is known of gradients, all of which outlive the elements; or they keep the tensor for later.
    private static readonly string[] s_readsNothing =
    [
        "get_shape", "get_ndim", "get_Dimensions", "get_NumberOfElements", "get_ElementSize", "get_dtype", "get_device", "get_device_type", "get_device_index", "get_names", "get_IsInvalid",
        "size", "dim", "numel", "stride", "is_contiguous", "str", "metastr", "ToString", "Equals", "GetHashCode",
        "get_requires_grad", "get_is_leaf", "get_grad", "requires_grad_", "with_requires_grad", "detach_",
        "Dispose", "DetachFromDisposeScope", "MoveToOuterDisposeScope",
        "zeros_like", "ones_like", "full_like", "empty_like", "rand_like", "randn_like", "new_zeros", "new_ones", "view_as", "expand_as", "to", "type", "CalculateFanInAndFanOut",
        "BCEWithLogitsLoss", "CrossEntropyLoss", "NLLLoss",
    ];

    // Names of operators, properties and generic methods, which the sweep calls otherwise or not at all.
    private static readonly string[] s_otherNames = ["T", "mT", "H", "mH", "data", "ReadCpuValue", "&", "|", "^", "add", "sub", "mul", "div", "neg", "eq", "ne", "lt", "le", "gt", "ge", "remainder", "float", "double", "int", "long", "short", "byte", "sbyte", "bool"];

    [Fact]
    public void DisposedTensor_InAnyPlaceOfAnyOperation_IsRefusedByName()
    {
        var names = ArgumentSweep.Methods.Values.Select(method => method.Name).Concat(s_otherNames).ToHashSet();
        var wrong = new List<string>();
        var places = 0;
        foreach (var (name, call) in DisposedSweep.Calls())
        {
            foreach (var place in call?.Places ?? [])
            {
                places++;
                var error = call!.Without(place);
                var words = Words().Match(error?.Message ?? "");
                if (error is null ? !s_readsNothing.Contains(call.Method.Name) : error is not InvalidOperationException || !words.Success || !names.Contains(words.Groups["op"].Value.Split('.')[^1]))
                {
                    wrong.Add($"{name}, {(place < 0 ? "itself" : call.Method.GetParameters()[place].Name)}: {error?.GetType().Name ?? "nothing"} {error?.Message}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(places > 700, $"The sweep found {places} places only.");
    }

    [GeneratedRegex(@"^(?<op>[\w.&|^]+): Tensor invalid -- empty handle\. The .+ of shape \(.*\) was disposed")]
    private static partial Regex Words();
}
