// What the library refuses, under the name that it has on the command line.
using System.Text.RegularExpressions;

namespace TinyTransformer.Cli.Commands;

internal static partial class Arguments
{
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["temperature"] = "--temperature",
        ["penalty"] = "--repetition-penalty",
        ["k"] = "--top-k",
        ["top-p"] = "--top-p",
        ["min-p"] = "--min-p",
        ["typical"] = "--typical",
        ["MaxTokens"] = "--max-tokens",
        ["Width"] = "--beam",
        ["Alpha"] = "--alpha",
        ["prompt"] = "PROMPT",
    };

    /// <summary>As in "--top-k: expected 1 or more, got 0" for "k: expected 1 or more, got 0".</summary>
    public static UserError Refused(ArgumentException error)
    {
        var place = Place().Match(error.Message);
        return new(place.Success && s_names.TryGetValue(place.Groups["name"].Value, out var name) ? name + error.Message[place.Groups["name"].Length..] : error.Message, error);
    }

    [GeneratedRegex(@"^(?<name>[\w-]+)(\[\d+\])?: ")]
    private static partial Regex Place();
}
