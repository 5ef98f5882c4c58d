// What is piped in: UTF-8, a line at a time, so that an answer can come before the next line does.
using System.Text;
using System.Text.Unicode;

namespace TinyTransformer.Cli.Commands;

internal static class StandardInput
{
    /// <summary>The lines, each without its end.</summary>
    /// <exception cref="UserError">A line is not UTF-8.</exception>
    public static IEnumerable<string> Lines() => Lines(Console.OpenStandardInput());

    internal static IEnumerable<string> Lines(Stream input)
    {
        using var stream = new BufferedStream(input);
        var line = new List<byte>();
        for (var number = 1; ; number++)
        {
            line.Clear();
            int next;
            while ((next = stream.ReadByte()) >= 0 && next != '\n')
            {
                line.Add((byte)next);
            }
            if (next < 0 && line.Count == 0)
            {
                yield break;
            }
            yield return Text([.. line], number);
        }
    }

    private static string Text(byte[] line, int number)
    {
        var bytes = number == 1 && line.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? line.AsSpan(Encoding.UTF8.Preamble.Length) : line;
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes).TrimEnd('\r') : throw new UserError($"standard input: line {number} is not UTF-8");
    }
}
