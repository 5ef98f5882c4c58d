// Parts a kernel's raw output into the text and the marks that the kernel put between. What only looks like a mark stays text.
using System.Text;
using Lab.Kernels;

namespace Lab.Running;

internal sealed class RawMarks
{
    private const int LongestId = 100;

    private readonly StringBuilder _id = new();
    private bool _inMark;

    /// <param name="passed">Takes the id of each mark that was passed.</param>
    /// <returns>The text alone.</returns>
    public string Take(ReadOnlySpan<char> chars, ICollection<string> passed)
    {
        var text = new StringBuilder(chars.Length);
        foreach (var c in chars)
        {
            if (!_inMark)
            {
                _ = (_inMark = c == RawStreams.Mark) ? text : text.Append(c);
            }
            else if (c != RawStreams.Mark)
            {
                ReadId(c, text);
            }
            else if (_id.Length > 0)
            {
                Pass(passed);
            }
        }

        return text.ToString();
    }

    private void ReadId(char c, StringBuilder text)
    {
        _id.Append(c);
        if (!char.IsControl(c) && _id.Length <= LongestId)
        {
            return;
        }

        text.Append(RawStreams.Mark).Append(_id);
        _id.Clear();
        _inMark = false;
    }

    private void Pass(ICollection<string> passed)
    {
        passed.Add(_id.ToString());
        _id.Clear();
        _inMark = false;
    }
}
