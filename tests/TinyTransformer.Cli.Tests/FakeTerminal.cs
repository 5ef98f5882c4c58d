// A terminal as far as the program uses one: characters, line ends, and the control sequences that move the cursor up, erase, and hide it. Any other sequence fails the test.
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace TinyTransformer.Cli.Tests;

internal sealed partial class FakeTerminal(int width) : TextWriter, IAnsiConsoleOutput
{
    private readonly List<StringBuilder> _rows = [new()];
    private int _row, _column;

    /// <summary>What is on the screen, trailing blanks aside.</summary>
    internal IReadOnlyList<string> Screen => [.. _rows.Select(row => row.ToString().TrimEnd())];

    /// <summary>After each piece of output, and so at each moment that someone could look.</summary>
    internal event Action<IReadOnlyList<string>>? Shown;

    public override Encoding Encoding => Encoding.UTF8;

    public TextWriter Writer => this;

    public bool IsTerminal => true;

    public int Width => width;

    public int Height => 24;

    /// <summary>A console on it: with control sequences, without colours.</summary>
    internal IAnsiConsole Console => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.Yes, Out = this });

    public void SetEncoding(Encoding encoding)
    {
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        for (var text = value ?? ""; text.Length > 0;)
        {
            var sequence = Sequence().Match(text);
            if (sequence.Success)
            {
                Control(sequence.Groups["number"].Value, sequence.Groups["kind"].Value);
            }
            else
            {
                Put(text[0]);
            }
            text = text[Math.Max(1, sequence.Length)..];
        }
        Shown?.Invoke(Screen);
    }

    private void Put(char c)
    {
        if (c == '\r')
        {
            _column = 0;
        }
        else if (c == '\n')
        {
            Down();
            _column = 0;
        }
        else
        {
            Assert.False(char.IsControl(c), $"U+{(int)c:X4} is not for a terminal");
            if (_column == width)
            {
                Down();
                _column = 0;
            }
            var row = _rows[_row];
            _ = row.Append(' ', Math.Max(0, _column + 1 - row.Length));
            row[_column++] = c;
        }
    }

    private void Down()
    {
        if (++_row == _rows.Count)
        {
            _rows.Add(new());
        }
    }

    private void Control(string number, string kind)
    {
        switch (kind)
        {
            case "A":
                _row = Math.Max(0, _row - (number.Length > 0 ? int.Parse(number) : 1));
                break;
            case "K" when number == "2":
                _ = _rows[_row].Clear();
                break;
            case "l" or "h" or "m":
                break;
            default:
                Assert.Fail($"an unexpected control sequence: ESC[{number}{kind}");
                break;
        }
    }

    [GeneratedRegex(@"^\e\[(?<number>[?\d;]*)(?<kind>[A-Za-z])")]
    private static partial Regex Sequence();
}
