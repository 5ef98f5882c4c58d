// Numbers of any size in as few bytes as they need: seven bits a byte, the low ones first, the eighth bit says that more follow (LEB128, as in DWARF).
// And the reading of files that may be cut short or something else altogether: each failure says what was expected and at which byte.

using System.Text;

namespace TorchSharp;

internal static class Leb128
{
    internal static void Write(BinaryWriter writer, long value)
    {
        for (; value > 0x7f; value >>= 7)
        {
            writer.Write((byte)(0x80 | (value & 0x7f)));
        }
        writer.Write((byte)value);
    }

    /// <exception cref="EndOfStreamException">The file ends here.</exception>
    /// <exception cref="InvalidDataException">More than 63 bits: no number of this format.</exception>
    internal static long Read(BinaryReader reader, string what)
    {
        long value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var part = Byte(reader, what);
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
        throw new InvalidDataException($"Not a file of this format: {what}, before byte {Position(reader)}, is no number");
    }

    /// <summary>A length in LEB128 and that many bytes of UTF-8, as BinaryWriter writes a string.</summary>
    internal static string Text(BinaryReader reader, string what)
    {
        var length = Read(reader, what);
        if (length > 4096)
        {
            throw new InvalidDataException($"Not a file of this format: {what}, before byte {Position(reader)}, would have {length:N0} bytes");
        }
        var bytes = reader.ReadBytes((int)length);
        return bytes.Length == length ? Encoding.UTF8.GetString(bytes) : throw Cut(reader, what);
    }

    internal static EndOfStreamException Cut(BinaryReader reader, string what) => new($"The file ends at byte {Position(reader)}, in {what}");

    internal static string Position(BinaryReader reader) => reader.BaseStream.CanSeek ? $"{reader.BaseStream.Position}" : "?";

    private static byte Byte(BinaryReader reader, string what)
    {
        try
        {
            return reader.ReadByte();
        }
        catch (EndOfStreamException)
        {
            throw Cut(reader, what);
        }
    }
}
