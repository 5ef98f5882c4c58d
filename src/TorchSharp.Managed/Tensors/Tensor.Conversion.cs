// Copies and conversions: to another type, into another tensor, out into C#.

using System.Runtime.CompilerServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor clone() => Node.Record("clone", Elements.Copy(Live(), dtype), [this], static (_, g) => [g]);

        /// <summary>The tensor in another type; a second handle where it has that type already and no copy is asked for.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            var result = type != dtype ? As(type) : copy ? clone() : SecondHandle();
            if (disposeAfter)
            {
                Dispose();
            }
            return result;
        }

        /// <summary>As <see cref="to(ScalarType, bool, bool, bool)"/>, but the tensor itself where there is nothing to do.</summary>
        internal Tensor As(ScalarType? type, [CallerMemberName] string op = "")
        {
            Live(op);
            if (type is not { } wanted || wanted == dtype)
            {
                return this;
            }
            _ = wanted.Size();
            var from = dtype;
            var result = Elements.Copy(this, wanted);
            return wanted.IsFloat() ? Node.Record("to", result, [this], (_, g) => [g.As(from)]) : result;
        }

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            ArgumentNullException.ThrowIfNull(device);
            Device.RequireCpu(device);
            return to(type, copy, disposeAfter);
        }

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, NotNull(device), copy, disposeAfter);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(dtype, new Device(device), copy, disposeAfter);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => to(type, copy, disposeAfter);

        public Tensor type(ScalarType dtype) => to(dtype);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor @double() => to(ScalarType.Float64);

        public Tensor @long() => to(ScalarType.Int64);

        public Tensor @int() => to(ScalarType.Int32);

        public Tensor @bool() => to(ScalarType.Bool);

        public Tensor cpu() => SecondHandle();

        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.zeros_like(this, dtype, device, requires_grad);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.ones_like(this, dtype, device, requires_grad);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => torch.full_like(this, value, dtype, device, requires_grad);

        /// <summary>Writes the source, broadcast and converted, into this tensor.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Overwrite("copy_", NotNull(source).As(dtype).expand(_shape), read: source);

        /// <summary>The value of a tensor of one element. Strict, as in TorchSharp: the type asked for must be the tensor's.</summary>
        /// <exception cref="ArgumentException">The tensor has more or fewer elements, or another type.</exception>
        public T item<T>() where T : unmanaged
        {
            if (Count != 1)
            {
                throw new ArgumentException($"item: a tensor of one element is needed, this one has shape {Fail.Show(_shape)}");
            }
            RequireType<T>("item");
            Live();
            var value = At<T>();
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>The elements in row-major order, for reading and writing: what is written reaches the tensor, also where it is a view.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            RequireType<T>("data");
            Live();
            return new TensorAccessor<T>(this);
        }

        public static explicit operator float(Tensor value) => (float)NotNull(value).Number64("float");

        public static explicit operator double(Tensor value) => NotNull(value).Number64("double");

        public static explicit operator int(Tensor value) => (int)NotNull(value).Integer64("int");

        public static explicit operator byte(Tensor value) => (byte)NotNull(value).Integer64("byte");

        public static explicit operator sbyte(Tensor value) => (sbyte)NotNull(value).Integer64("sbyte");

        public static explicit operator short(Tensor value) => (short)NotNull(value).Integer64("short");

        public static explicit operator long(Tensor value) => NotNull(value).Integer64("long");

        public static explicit operator bool(Tensor value) => NotNull(value).Number64("bool") != 0;

        /// <summary>The single value, whatever its type, as a double.</summary>
        internal double Number64(string op)
        {
            if (Count != 1)
            {
                throw new ArgumentException($"({op}): a tensor of one element is needed, this one has shape {Fail.Show(_shape)}");
            }
            Live(op);
            double value = dtype switch
            {
                ScalarType.Float32 => At<float>(),
                ScalarType.Float64 => At<double>(),
                ScalarType.Int64 => At<long>(),
                ScalarType.Int32 => At<int>(),
                ScalarType.Bool => At<byte>(),
                _ => throw DTypes.Unsupported(dtype),
            };
            GC.KeepAlive(this);
            return value;
        }

        internal long Integer64(string op) => dtype == ScalarType.Int64 && Count == 1 ? item<long>() : (long)Number64(op);

        private void RequireType<T>(string op) where T : unmanaged
        {
            if (DTypes.Of<T>() != dtype)
            {
                throw new ArgumentException($"{op}<{typeof(T).Name}>: {typeof(T).Name} is not compatible with {dtype}");
            }
        }
    }
}
