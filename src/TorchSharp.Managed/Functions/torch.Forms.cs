// The functions of torch that are methods or operators of a tensor, in the overloads that torch.Operations.cs lacks; and the names that are another's alias.

namespace TorchSharp;

public static partial class torch
{
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => NotNull(left).add(right, alpha);

    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => NotNull(left).add(right, alpha);

    public static Tensor sub(Tensor left, Scalar right) => NotNull(left).sub(right);

    public static Tensor mul(Tensor left, Scalar right) => NotNull(left).mul(right);

    public static Tensor multiply(Tensor left, Tensor right) => NotNull(left).mul(right);

    public static Tensor multiply(Tensor left, Scalar right) => NotNull(left).mul(right);

    public static Tensor divide(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => NotNull(left).div(right, rounding_mode);

    public static Tensor divide(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => NotNull(left).div(right, rounding_mode);

    public static Tensor eq(Tensor left, Tensor right) => NotNull(left).eq(right);

    /// <summary>As eq: element by element.</summary>
    public static Tensor equal(Tensor tensor, Tensor target) => NotNull(tensor).eq(target);

    public static Tensor ne(Tensor left, Tensor right) => NotNull(left).ne(right);

    public static Tensor lt(Tensor left, Tensor right) => NotNull(left).lt(right);

    public static Tensor le(Tensor left, Tensor right) => NotNull(left).le(right);

    public static Tensor gt(Tensor left, Tensor right) => NotNull(left).gt(right);

    public static Tensor ge(Tensor left, Tensor right) => NotNull(left).ge(right);

    public static Tensor isnan(Tensor input) => NotNull(input).isnan();

    public static Tensor isinf(Tensor tensor) => NotNull(tensor).isinf();

    public static Tensor isfinite(Tensor tensor) => NotNull(tensor).isfinite();

    public static bool is_tensor(object obj) => obj is Tensor;

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => NotNull(input).flatten(start_dim, end_dim);

    public static Tensor permute(Tensor input, params long[] permutation) => NotNull(input).permute(permutation);

    public static Tensor squeeze(Tensor input, long? dim = null) => NotNull(input).squeeze(dim);

    public static Tensor unsqueeze(Tensor input, long dim) => NotNull(input).unsqueeze(dim);

    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => NotNull(input).transpose(axis0, axis1);

    public static Tensor t(Tensor input) => NotNull(input).t();

    public static Tensor[] unbind(Tensor tensor, int dim = 0) => NotNull(tensor).unbind(dim);

    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) => sparse_grad
        ? throw new NotSupportedException("gather: sparse_grad: this engine has no sparse tensors")
        : NotNull(input).gather(dim, index);

    /// <summary>Space in the shape and type of another tensor; its elements hold anything until they are written.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Empty(NotNull(input).Sizes, dtype ?? input.dtype, device, requires_grad);

    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, size.Shape, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size.Shape, dtype, device, requires_grad, generator, names);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, Array.ConvertAll(size, n => (long)n), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0L, high, Array.ConvertAll(size, n => (long)n), dtype, device, requires_grad, generator, names);

    public static Tensor randint_like(Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        randint(low, high, NotNull(input).Sizes, dtype ?? input.dtype, device, requires_grad);

    /// <summary>The device of factories that name none; here always the CPU.</summary>
    public static Device get_default_device() => CPU;

    public static void set_default_device(Device device) => Device.RequireCpu(NotNull(device));

    public static void set_default_device(string device) => Device.RequireCpu(new Device(device));
}
