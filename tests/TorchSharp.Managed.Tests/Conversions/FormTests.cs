// Forms that are another's in other words: each answers what the plain one answers. Arrays, sizes, factories by example, shapes changed in place.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Conversions;

public class FormTests
{
    private static readonly Tensor s_x = arange(6).reshape(2, 3).@float();

    private static readonly Dictionary<string, (Func<Tensor> Form, Func<Tensor> Plain)> s_pairs = new()
    {
        ["as_tensor"] = (() => as_tensor(new[] { 1, 2 }, float32), () => tensor(new[] { 1f, 2f })),
        ["as_tensor, array"] = (() => as_tensor((Array)new[,] { { 1L, 2L } }), () => tensor(new[,] { { 1L, 2L } })),
        ["from_array"] = (() => from_array(new[,,] { { { 1.5 }, { 2.5 } } }), () => tensor(new[] { 1.5, 2.5 }, [1, 2, 1])),
        ["frombuffer"] = (() => frombuffer(new[] { 1, 2, 3, 4 }, int64, 2, 1), () => tensor(new long[] { 2, 3 })),
        ["tensor of memory"] = (() => tensor(new[] { 1f, 2f }.AsMemory(), [2, 1]), () => tensor(new[,] { { 1f }, { 2f } })),
        ["ToTensor"] = (() => new[] { 1f, 2f }.ToTensor([1, 2]), () => tensor(new[,] { { 1f, 2f } })),
        ["ToTensor, number"] = (() => 3L.ToTensor(), () => tensor(3L)),
        ["a number as a tensor"] = (() => (Tensor)2f + s_x, () => s_x + 2f),
        ["an array as a tensor"] = (() => s_x + (Tensor)new[] { 1f, 2f, 3f }, () => s_x + tensor(new[] { 1f, 2f, 3f })),
        ["new_zeros"] = (() => s_x.new_zeros(2, 1, int64), () => zeros(2, 1, int64)),
        ["new_ones"] = (() => s_x.@double().new_ones(3), () => ones(3, float64)),
        ["empty_like"] = (() => empty_like(s_x.T).fill_(2), () => full([3, 2], 2f)),
        ["empty_like of another type"] = (() => s_x.empty_like(int64).fill_(2), () => full([2, 3], 2L)),
        ["zeros_like, the tensor's own"] = (() => s_x.zeros_like(float64), () => zeros(2, 3, float64)),
        ["ones_like, the tensor's own"] = (() => s_x.T.ones_like(), () => ones(3, 2)),
        ["full_like, the tensor's own"] = (() => s_x.full_like(2.5), () => full([2, 3], 2.5f)),
        ["concat of a list"] = (() => concat(new List<Tensor> { s_x, s_x }, 1), () => cat([s_x, s_x], 1)),
        ["mv, the function"] = (() => mv(s_x, s_x[1]), () => s_x.matmul(s_x[1])),
        ["argmin, the function"] = (() => argmin(-s_x, 1), () => tensor(new long[] { 2, 2 })),
        ["swapaxes, the function"] = (() => swapaxes(s_x, 0, 1), () => s_x.T),
        ["permute"] = (() => permute(s_x, 1, 0), () => s_x.T),
        ["expand to a size"] = (() => s_x[0].expand(new Size((2, 3))), () => s_x[0].expand(2, 3)),
        ["transpose_"] = (() => s_x.clone().transpose_(0, 1), () => s_x.T),
        ["unsqueeze_"] = (() => s_x.clone().unsqueeze_(1), () => s_x.unsqueeze(1)),
        ["H"] = (() => s_x.H, () => s_x.T),
        ["to another's type"] = (() => s_x.to(zeros(1, int32)), () => s_x.@int()),
        ["exp_"] = (() => s_x.clone().exp_(), () => s_x.exp()),
        ["sqrt_"] = (() => s_x.clone().sqrt_(), () => s_x.sqrt()),
        ["relu_"] = (() => (s_x - 2).relu_(), () => (s_x - 2).relu()),
        ["add_ with a factor"] = (() => s_x.clone().add_(2, 3), () => s_x + 6),
        ["lerp_"] = (() => s_x.clone().lerp_(ones(2, 3), 0.5f), () => (s_x + 1) / 2),
        ["scatter_"] = (() => s_x.clone().scatter_(1, zeros([2, 1], int64), ones(2, 1)), () => s_x.scatter(1, zeros([2, 1], int64), ones(2, 1))),
        ["var by a tuple"] = (() => var(s_x, (0, 1)), () => s_x.var([0L, 1L])),
        ["sum over two"] = (() => s_x.sum(0, 1), () => s_x.sum()),
        ["atleast_1d"] = (() => atleast_1d(tensor(1f)).Single(), () => tensor(new[] { 1f })),
        ["broadcast_shapes"] = (() => zeros(broadcast_shapes([2, 1], [3]).Shape), () => zeros(2, 3)),
    };

    public static TheoryData<string> Names => [.. s_pairs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Form_OfAnOperation_AnswersAsThePlainOne(string name)
    {
        var (form, plain) = (s_pairs[name].Form(), s_pairs[name].Plain());
        Assert.Equal(plain.shape, form.shape);
        Assert.Equal(plain.dtype, form.dtype);
        Assert.Equal(Golden.Tensors.Values(plain), Golden.Tensors.Values(form));
    }

    [Fact]
    public void Assignment_OfCSharpNumbers_WritesThem()
    {
        var x = zeros(2, 3);
        x[0, 1] = 5f;
        x[TensorIndex.Colon, 2] = new[] { 1f, 2f };
        x[x > 4] = 7;
        Assert.Equal([0, 7, 1, 0, 0, 2], x.data<float>().ToArray());
    }

    [Fact]
    public void ShapeInPlace_OfALeafThatRequiresGrad_IsRefused()
    {
        Assert.Throws<ExternalException>(() => ones(2, 3).requires_grad_().transpose_(0, 1));
        var x = ones(2, 3).requires_grad_();
        (x * 2).unsqueeze_(0).sum().backward();
        Assert.Equal(12, (float)x.grad!.sum());
    }

    [Fact]
    public void Arrays_OfAnotherTypeOrRange_AreRefused()
    {
        Assert.Throws<NotSupportedException>(() => from_array(new[] { "a" }));
        Assert.Throws<NotSupportedException>(() => new[] { 'a' }.ToTensor([1]));
        Assert.Throws<ArgumentException>(() => frombuffer(new[] { 1 }, int32, offset: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => frombuffer(new[] { 1 }, int32, count: 2));
    }

    [Fact]
    public void Size_OfATuple_IsItsShape()
    {
        Size size = (2, 3, 4);
        Assert.Equal([2, 3, 4], size);
        Assert.Equal(24, size.numel());
        Assert.Equal(new Size(new[] { 3, 4 }), size.Slice(1, 3));
        Assert.Equal(new Size([2, 3, 4, 5]), size + new Size(5));
        Assert.True(default(Size).IsEmpty && Size.Empty.IsScalar && default == Size.Empty);
    }

    [Fact]
    public void Scalar_ToCSharp_IsCast()
    {
        Scalar x = 2.75;
        Assert.Equal((2, 2L, 2.75f, 2.75, true), (x.ToInt32(), x.ToInt64(), x.ToSingle(), x.ToDouble(), x.ToBoolean()));
        Assert.Equal(ScalarType.Int64, 3L.ToScalar().Type);
    }
}
