// The line that moves on a terminal, cut to its width: a line that wraps could not be rewritten in place.
namespace Lab.Running;

internal static class StatusLine
{
    private const int LeastTitle = 8;
    private const string Gap = "  ";

    /// <param name="place">The notebook and the cell; of a long one the end is kept.</param>
    /// <param name="title">What the cell is about; the first to be cut.</param>
    /// <param name="time">Never cut.</param>
    /// <param name="width">The room there is, in characters.</param>
    public static (string Place, string Title) Fit(string place, string title, string time, int width)
    {
        var room = Math.Max(0, width - time.Length - 2 * Gap.Length);
        var least = Math.Min(LeastTitle, title.Length);
        if (place.Length + least > room)
        {
            place = KeepEnd(place, Math.Max(0, room - least));
        }

        return (place, KeepStart(title, Math.Max(0, room - place.Length)));
    }

    private static string KeepStart(string text, int length) => text.Length <= length ? text : length == 0 ? "" : text[..(length - 1)] + "…";

    private static string KeepEnd(string text, int length) => text.Length <= length ? text : length == 0 ? "" : "…" + text[^(length - 1)..];
}
