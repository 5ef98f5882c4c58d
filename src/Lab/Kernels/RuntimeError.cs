// An exception of a cell as its author wants it: type, message, the causes within, and the frames that are theirs.
// Left out are the frames of the host, of the script machinery and of async plumbing, and the framework's own but for the one that threw.
using System.Diagnostics;

namespace Lab.Kernels;

internal static class RuntimeError
{
    private const int MostFrames = 40;

    public static CellException Describe(Exception error)
    {
        var lines = new List<string>();
        Add(lines, error, "");
        return new CellException(TypeName.Of(error.GetType()), MessageOf(error), lines);
    }

    /// <summary>The exception's message. Its getter may be the user's code, and throw.</summary>
    public static string MessageOf(Exception error)
    {
        try
        {
            return error.Message ?? "";
        }
        catch (Exception thrown)
        {
            return $"(its Message threw {TypeName.Of(thrown.GetType())})";
        }
    }

    private static void Add(List<string> lines, Exception error, string lead)
    {
        lines.AddRange($"{lead}{TypeName.Of(error.GetType())}: {MessageOf(error)}".ReplaceLineEndings("\n").Split('\n'));
        var frames = new StackTrace(error, fNeedFileInfo: true).GetFrames().Where((frame, depth) => depth == 0 || !CellFrame.IsFramework(frame)).Select(CellFrame.Describe).OfType<string>().ToArray();
        lines.AddRange(frames.Take(MostFrames).Select(frame => "   at " + frame));
        if (frames.Length > MostFrames)
        {
            lines.Add($"   … {frames.Length - MostFrames} more frames");
        }

        foreach (var cause in Causes(error))
        {
            Add(lines, cause, "caused by ");
        }
    }

    private static Exception[] Causes(Exception error) => error switch
    {
        AggregateException several => [.. several.InnerExceptions],
        { InnerException: { } inner } => [inner],
        _ => [],
    };
}
