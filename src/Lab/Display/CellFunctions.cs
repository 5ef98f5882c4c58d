// The functions that every cell can call. Cells see this type's members and nothing else of the host;
// the names and signatures are those of .NET Interactive, so that a notebook runs unchanged in either.
namespace Lab.Display;

/// <summary>What a cell can call without a using.</summary>
public static class CellFunctions
{
    /// <summary>Shows a value below the cell, in all its forms, or in the given MIME types alone.</summary>
    public static DisplayedValue display(object? value, params string?[]? mimeTypes) => DisplayTarget.Current.Show(value, [.. mimeTypes?.OfType<string>() ?? []]);

    /// <summary>Marks a text as HTML, to be shown as it is when displayed or returned. It displays nothing by itself.</summary>
    public static HtmlText HTML(string content) => new(content);

    /// <summary>Shows this value below the cell, in all its forms, or in the given MIME types alone.</summary>
    public static DisplayedValue Display(this object? value, params string?[]? mimeTypes) => display(value, mimeTypes);

    /// <summary>Shows this text raw, as content of the given MIME type.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(mimeType);
        return DisplayTarget.Current.ShowRaw(value, mimeType);
    }
}
