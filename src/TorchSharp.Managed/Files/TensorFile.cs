// A tensor in TorchSharp's own format: its element type (torch's number), the number of dimensions and the sizes, all in LEB128; then the elements in row-major
// order, little-endian, without a gap. So a 2×1 tensor of float32 with the values 1 and 2 is 06 02 02 01 0000803F 00000040.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp
{
    internal static class TensorFile
    {
        internal static void Write(Tensor tensor, BinaryWriter writer)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            ArgumentNullException.ThrowIfNull(writer);
            tensor.Live("Save");
            RequireLittleEndian();
            Leb128.Write(writer, (long)tensor.dtype);
            Leb128.Write(writer, tensor.Rank);
            foreach (var size in tensor.Sizes)
            {
                Leb128.Write(writer, size);
            }
            using var off = no_grad();
            var dense = tensor.detach().AsDense();
            writer.Write(Bytes(dense));
            GC.KeepAlive(dense);
        }

        /// <summary>The next tensor of a file.</summary>
        /// <param name="what">Its name, for the errors.</param>
        /// <exception cref="EndOfStreamException">The file ends within it.</exception>
        /// <exception cref="InvalidDataException">These bytes are no tensor.</exception>
        internal static Tensor Read(BinaryReader reader, string what)
        {
            ArgumentNullException.ThrowIfNull(reader);
            RequireLittleEndian();
            var type = (ScalarType)Leb128.Read(reader, $"the type of {what}");
            if (!Enum.IsDefined(type))
            {
                throw new InvalidDataException($"Not a file of this format: {what} has the type {(long)type}, which does not exist (before byte {Leb128.Position(reader)})");
            }
            var elementSize = type.Size();
            var rank = Leb128.Read(reader, $"the number of dimensions of {what}");
            if (rank > 64)
            {
                throw new InvalidDataException($"Not a file of this format: {what} has {rank:N0} dimensions (before byte {Leb128.Position(reader)})");
            }
            var shape = new long[rank];
            for (var i = 0; i < rank; i++)
            {
                shape[i] = Leb128.Read(reader, $"the sizes of {what}");
            }
            RequireRoom(reader, what, shape, elementSize);
            var result = Tensor.New(shape, type);
            var bytes = Bytes(result);
            for (var at = 0; at < bytes.Length;)
            {
                var count = reader.Read(bytes[at..]);
                at += count > 0 ? count : throw Leb128.Cut(reader, $"the elements of {what} {Fail.Show(shape)}: {at:N0} of {bytes.Length:N0} bytes are there");
            }
            if (type == ScalarType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            {
                throw new InvalidDataException($"Not a file of this format: {what} {Fail.Show(shape)} is of Bool and has bytes other than 0 and 1 (before byte {Leb128.Position(reader)})");
            }
            GC.KeepAlive(result);
            return result;
        }

        /// <summary>Nothing is allocated for sizes that the rest of the file cannot hold.</summary>
        private static void RequireRoom(BinaryReader reader, string what, long[] shape, int elementSize)
        {
            var room = reader.BaseStream.CanSeek ? reader.BaseStream.Length - reader.BaseStream.Position : Storage.MaxBytes;
            double bytes = elementSize;
            foreach (var size in shape)
            {
                bytes *= size;
            }
            if (bytes > room)
            {
                throw Leb128.Cut(reader, $"the elements of {what} {Fail.Show(shape)}: {bytes:N0} bytes are needed, {room:N0} left");
            }
        }

        private static Span<byte> Bytes(Tensor dense) => dense.Count == 0 ? [] : dense.dtype.Size() switch
        {
            4 => MemoryMarshal.AsBytes(dense.Span<int>()),
            8 => MemoryMarshal.AsBytes(dense.Span<long>()),
            _ => dense.Span<byte>(),
        };

        private static void RequireLittleEndian()
        {
            if (!BitConverter.IsLittleEndian)
            {
                throw new PlatformNotSupportedException("Tensor files hold little-endian numbers, and this machine's are big-endian.");
            }
        }
    }

    public static partial class torch
    {
        public partial class Tensor
        {
            /// <summary>The next tensor of a file in TorchSharp's format.</summary>
            public static Tensor Load(BinaryReader reader) => TensorFile.Read(reader, "the tensor");

            /// <inheritdoc cref="Load(BinaryReader)"/>
            public static Tensor Load(Stream stream)
            {
                using var reader = new BinaryReader(stream);
                return Load(reader);
            }

            /// <inheritdoc cref="Load(BinaryReader)"/>
            public static Tensor Load(string location)
            {
                using var stream = File.OpenRead(location);
                return Load(stream);
            }
        }
    }

    public static partial class TensorExtensionMethods
    {
        /// <summary>Writes the tensor in TorchSharp's format.</summary>
        public static void Save(this Tensor tensor, BinaryWriter writer) => TensorFile.Write(tensor, writer);

        /// <summary>Writes the tensor and closes the stream, as in TorchSharp.</summary>
        public static void Save(this Tensor tensor, Stream stream)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            using var writer = new BinaryWriter(stream);
            tensor.Save(writer);
        }

        public static void Save(this Tensor tensor, string location) => NotNull(tensor).Save(File.Create(location));

        /// <summary>Reads the next tensor of a file into this one.</summary>
        /// <param name="skip">Read it and throw it away.</param>
        /// <exception cref="ArgumentException">It has another type or shape.</exception>
        public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            ArgumentNullException.ThrowIfNull(reader);
            var read = TensorFile.Read(reader, "the tensor");
            if (skip)
            {
                return;
            }
            RequireFit("the tensor", tensor, read);
            using var off = no_grad();
            tensor.copy_(read);
        }

        public static Tensor Load(BinaryReader reader, bool skip = false) => TensorFile.Read(NotNull(reader), "the tensor");

        /// <summary>Reads the next tensor of a file into this one, or makes it where it is null.</summary>
        public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
        {
            ArgumentNullException.ThrowIfNull(reader);
            if (tensor is null)
            {
                tensor = Load(reader, skip);
                return;
            }
            tensor.Load(reader, skip);
        }

        internal static void RequireFit(string what, Tensor target, Tensor read)
        {
            if (target.dtype != read.dtype || !target.Sizes.AsSpan().SequenceEqual(read.Sizes))
            {
                throw new ArgumentException($"load: {what} is {read.dtype} {Fail.Show(read.Sizes)} in the file and {target.dtype} {Fail.Show(target.Sizes)} here");
            }
        }
    }
}
