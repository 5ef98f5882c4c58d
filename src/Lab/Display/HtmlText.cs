// A text that is HTML. It is a type of its own so that plain strings are never taken for markup.
namespace Lab.Display;

/// <summary>Text that is shown as HTML.</summary>
public sealed class HtmlText
{
    private readonly string _content;

    internal HtmlText(string content) => _content = content;

    /// <summary>The HTML itself.</summary>
    public override string ToString() => _content;
}
