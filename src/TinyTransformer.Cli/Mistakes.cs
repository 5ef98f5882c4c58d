// What is wrong with a command line, in one line, and what was meant.
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace TinyTransformer.Cli;

internal static partial class Mistakes
{
    /// <returns>null: nothing is wrong.</returns>
    public static string? Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // Where an argument takes any number of texts, a misspelled option is taken for one: it is looked for among all of them, up to a --.
        if (parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).FirstOrDefault(token => token.Type == TokenType.Argument && LooksLikeOption().IsMatch(token.Value)) is { } option)
        {
            return $"there is no option {option.Value}; {Nearest.Hint(option.Value, [.. command.Options.Where(one => !one.Hidden).Select(one => one.Name)], "the options are")}";
        }
        if (command is RootCommand && parsed.Errors.Count > 0)
        {
            List<string> names = [.. command.Subcommands.Select(one => one.Name)];
            return parsed.UnmatchedTokens is [var name, ..] ? $"there is no command {name}; {Nearest.Hint(name, names, "the commands are")}" : $"say a command: {string.Join(", ", names)}";
        }
        if (parsed.UnmatchedTokens is [var more, ..])
        {
            return $"{command.Name}: \"{more}\" is one argument too many; a text of several words stands in quotes";
        }
        if (parsed.Errors.Count > 0 && command.Arguments.FirstOrDefault(one => one.Arity.MinimumNumberOfValues > (parsed.GetResult(one)?.Tokens.Count ?? 0)) is { } argument)
        {
            return $"{command.Name}: {argument.Name} is missing: {char.ToLowerInvariant(argument.Description![0])}{argument.Description[1..]}";
        }
        if (parsed.Errors.Count > 0 && command.Options.FirstOrDefault(one => parsed.GetResult(one) is { Implicit: false } given && one.Arity.MinimumNumberOfValues > given.Tokens.Count) is { } valueless)
        {
            return $"{valueless.Name}: {valueless.HelpName} is missing";
        }
        return parsed.Errors.Count > 0 ? string.Join(' ', parsed.Errors.Select(error => error.Message).Distinct()) : null;
    }

    [GeneratedRegex("^--?[A-Za-z][A-Za-z-]*$")]
    private static partial Regex LooksLikeOption();
}
