// Further forms of what other files define: fresh tensors like this one, conversions by another tensor, shapes changed in place, single elements and bytes.

using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>No names here: libtorch's named tensors are not part of this engine.</summary>
        public string[] names => [];

        /// <summary>The transpose of a matrix. (Of complex numbers, which this engine lacks, it would be the conjugate too.)</summary>
        public Tensor H => Live().Rank is 2 ? transpose(0, 1) : Rank == 0 ? alias() : throw Fail.Shape("H", "expected a matrix", _shape);

        public Tensor mH => Live().transpose(-2, -1);

        /// <summary>The elements as bytes, in row-major order. Getting gives the tensor's own memory where it is contiguous, else a copy; setting writes into it.</summary>
        public Span<byte> bytes
        {
            get => AsDense().Bytes();
            set
            {
                if (value.Length != Count * ElementSize)
                {
                    throw new ArgumentException($"bytes: {Fail.Show(_shape)} of {dtype} holds {Count * ElementSize} bytes, got {value.Length}", nameof(value));
                }
                using var off = new GradMode(false);
                var source = New(_shape, dtype);
                value.CopyTo(source.Bytes());
                Elements.CopyInto(source, this);
                Storage.Version++;
            }
        }

        /// <summary>The i-th element in row-major order; strict as to the type.</summary>
        public T ReadCpuValue<T>(long i) where T : unmanaged
        {
            RequireType<T>("ReadCpuValue");
            return i >= 0 && i < Count
                ? Untracked(() => AsDense("ReadCpuValue")).At<T>(i)
                : throw new ArgumentOutOfRangeException(nameof(i), $"ReadCpuValue: {i} is out of range for {Fail.Show(_shape)}, which has {Count} element(s)");
        }

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        /// <summary>Whether this is the same tensor, not an equal one; == and eq compare the elements.</summary>
        public bool Equals(Tensor target) => ReferenceEquals(this, target);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, new Device(deviceType, deviceIndex), copy, disposeAfter);

        /// <summary>In the other tensor's type.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) => to(NotNull(other).dtype);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => NotNull(typeFunc)(this);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray());

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape);

        /// <summary>transpose, of this very tensor.</summary>
        public Tensor transpose_(long dim0, long dim1) => Reseen("transpose_", transpose(dim0, dim1));

        /// <summary>unsqueeze, of this very tensor.</summary>
        public Tensor unsqueeze_(long dim) => Reseen("unsqueeze_", unsqueeze(dim));

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.empty_like(this, dtype, device, requires_grad);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.rand_like(this, dtype, device, requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.randn_like(this, dtype, device, requires_grad);

        /// <summary>Zeros of another shape, in this tensor's type unless another is named.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Zeros(size, dtype ?? this.dtype, device, requires_grad);

        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Zeros(size.ToArray(), dtype ?? this.dtype, device, requires_grad);

        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Zeros([size], dtype ?? this.dtype, device, requires_grad);

        public Tensor new_zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Zeros([rows, columns], dtype ?? this.dtype, device, requires_grad);

        public Tensor new_zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Zeros([dim0, dim1, dim2], dtype ?? this.dtype, device, requires_grad);

        public Tensor new_zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Zeros([dim0, dim1, dim2, dim3], dtype ?? this.dtype, device, requires_grad);

        /// <summary>Ones of another shape, in this tensor's type unless another is named.</summary>
        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Ones([size], dtype ?? this.dtype, device, requires_grad);

        public Tensor new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Ones([rows, columns], dtype ?? this.dtype, device, requires_grad);

        public Tensor new_ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Ones([dim0, dim1, dim2], dtype ?? this.dtype, device, requires_grad);

        public Tensor new_ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Ones([dim0, dim1, dim2, dim3], dtype ?? this.dtype, device, requires_grad);

        /// <summary>This handle takes over a view of itself, and its history.</summary>
        private Tensor Reseen(string op, Tensor view)
        {
            RequireWritable(op, this);
            Storage.Version++;
            Reshape(view._shape, view._strides);
            (_node, _version) = (view._node, Storage.Version);
            return this;
        }
    }
}
