// The options that run and check share.
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Lab.Running;

namespace Lab.CommandLine;

internal sealed class LimitOptions
{
    private readonly Option<bool> _keepGoing = new("--keep-going") { Description = "After a notebook that fails, go on with the next one" };

    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "The longest time for one cell, in seconds; 0 for no limit",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => RunOptions.Default.Timeout.TotalSeconds,
        CustomParser = result => Number(result, value => value is >= 0 and <= 1e6, "--timeout wants a number of seconds from 0 to 1000000"),
    };

    private readonly Option<double> _maxOutput = new("--max-output")
    {
        Description = "The most that one cell may show, in MB",
        HelpName = "MB",
        DefaultValueFactory = _ => RunOptions.Default.MaxOutput / 1e6,
        CustomParser = result => Number(result, value => value is > 0 and <= 1000, "--max-output wants a number of MB above 0, at most 1000"),
    };

    public void AddTo(Command verb)
    {
        verb.Add(_keepGoing);
        verb.Add(_timeout);
        verb.Add(_maxOutput);
    }

    public bool KeepGoing(ParseResult parsed) => parsed.GetValue(_keepGoing);

    public RunOptions Read(ParseResult parsed)
    {
        var seconds = parsed.GetValue(_timeout);
        return new RunOptions(seconds > 0 ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, (long)(parsed.GetValue(_maxOutput) * 1e6));
    }

    private static double Number(ArgumentResult result, Func<double, bool> holds, string rule)
    {
        var text = result.Tokens.Single().Value;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !holds(value))
        {
            result.AddError($"{rule}, not {text}");
        }

        return value;
    }
}
