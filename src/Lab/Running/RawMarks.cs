// Parts a kernel's raw output into the text and the marks that the kernel put between. What only looks like a mark stays text.
using System.Text;
using Lab.Kernels;

namespace Lab.Running;

/// <param name="isExpected">Whether a mark with this id is to come; true once for each.</param>
internal sealed class RawMarks(Func<string, bool> isExpected)
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
            else
            {
                End(text, passed);
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

    /// <summary>What is held back while it may yet become a mark: text after all, if nothing more comes.</summary>
    public string Rest() => _inMark ? RawStreams.Mark + _id.ToString() : "";

    private void End(StringBuilder text, ICollection<string> passed)
    {
        var id = _id.ToString();
        _id.Clear();
        if (isExpected(id))
        {
            passed.Add(id);
            _inMark = false;
        }
        else
        {
            text.Append(RawStreams.Mark).Append(id);    // and the sign that ended it may begin a mark
        }
    }
}
