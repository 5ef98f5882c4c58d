// The tensor: a handle on a storage with a shape and strides. This file: what it is made of, its life, and what can be asked of it.
// The other files of this folder hold the operations by topic.

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array of one element type, on the CPU, that remembers how it was computed where a gradient is wanted. Views share their storage.
    /// Garbage collected: disposing is allowed and never needed. One tensor holds at most 2 GB.
    /// </summary>
    [TypeFormatterSource(typeof(TensorFormatterSource), PreferredMimeTypes = ["text/plain"])]
    public partial class Tensor : IDisposable
    {
        private Storage? _storage;
        private long[] _shape;
        private long[] _strides;
        private readonly bool _tracked;

        /// <summary>A view of a storage. It becomes one more handle on it, and belongs to the current dispose scope unless it is the graph's own.</summary>
        internal Tensor(Storage storage, long offset, long[] shape, long[] strides, ScalarType dtype, bool tracked = true)
        {
            _storage = storage;
            Offset = offset;
            _shape = shape;
            _strides = strides;
            this.dtype = dtype;
            Count = 1;
            foreach (var size in shape)
            {
                Count *= size;
            }
            Dense = Shapes.IsContiguous(shape, strides);
            storage.Retain();
            _tracked = tracked;
            if (tracked)
            {
                var scope = DisposeScope.Current;
                scope?.Enrol(this);
                DisposeScopeManager.Counting?.Created(inScope: scope is not null);
            }
        }

        /// <summary>A second handle on another tensor's storage (for Parameter, which is a Tensor by inheritance).</summary>
        private protected Tensor(Tensor other) : this(other.Storage, other.Offset, other._shape, other._strides, other.dtype)
        {
        }

        internal Storage Storage => _storage ?? throw Fail.Disposed("elements", "tensor", _shape);

        /// <summary>What every operation asks, under its own name, of each tensor that it reads or writes: one comparison with null, before any work.</summary>
        /// <param name="op">The operation; by default the member that asks.</param>
        /// <param name="what">Which of its tensors this is.</param>
        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        internal Tensor Live([CallerMemberName] string op = "", string what = "tensor") => _storage is not null ? this : throw Fail.Disposed(op, what, _shape);

        internal long Offset { get; }

        internal long Count { get; private set; }

        /// <summary>Whether the elements lie in row-major order without gaps.</summary>
        internal bool Dense { get; private set; }

        /// <summary>The sizes, for reading only (the public <see cref="shape"/> is a copy).</summary>
        internal long[] Sizes => _shape;

        internal long[] Strides => _strides;

        internal int Rank => _shape.Length;

        internal DisposeScope? Scope { get; set; }

        public bool IsInvalid => _storage is null;

        public ScalarType dtype { get; }

        public Device device => CPU;

        public DeviceType device_type => DeviceType.CPU;

        public int device_index => -1;

        public long Dimensions => _shape.Length;

        public long ndim => _shape.Length;

        public long NumberOfElements => Count;

        public long ElementSize => dtype.Size();

        public long[] shape => (long[])_shape.Clone();

        public long dim() => _shape.Length;

        public long numel() => Count;

        public long[] size() => shape;

        public long size(int dim) => _shape[Divisible("size", dim)];

        public long[] stride() => (long[])_strides.Clone();

        public long stride(int dim) => _strides[Divisible("stride", dim)];

        public bool is_contiguous() => Dense;

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref _storage, null) is { } storage)
            {
                if (_tracked)
                {
                    DisposeScopeManager.Counting?.Disposed(inScope: Scope is not null);
                }
                Scope?.Forget(this);
                storage.Release();
            }
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        [EditorBrowsable(EditorBrowsableState.Never)]
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

        /// <summary>As TorchSharp: the metadata. For the values: a notebook's display, or <c>str()</c>.</summary>
        public override string ToString() => IsInvalid ? "" : $"[{string.Join("x", _shape)}], type = {dtype}, device = {device}";

        /// <summary>A fresh tensor of this shape whose elements hold anything, to be written by a kernel at once.</summary>
        internal static Tensor New(long[] shape, ScalarType dtype, bool zeroed = false)
        {
            var count = Shapes.Numel("a new tensor", shape, dtype.Size());
            return new Tensor(Storage.Allocate(count * dtype.Size(), zeroed), 0, shape, Shapes.ContiguousStrides(shape), dtype);
        }

        /// <summary>The element at this place of the storage, counted from the tensor's first one.</summary>
        internal ref T At<T>(long element = 0) where T : unmanaged => ref Storage.At<T>(Offset + element);

        /// <summary>All elements of a contiguous tensor.</summary>
        internal Span<T> Span<T>() where T : unmanaged =>
            System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref At<T>(), checked((int)Count));

        private void Reshape(long[] shape, long[] strides)
        {
            _shape = shape;
            _strides = strides;
            Dense = Shapes.IsContiguous(shape, strides);
        }
    }
}
