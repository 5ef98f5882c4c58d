// The options that run and check share.
using System.CommandLine;
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
    };

    private readonly Option<double> _maxOutput = new("--max-output")
    {
        Description = "The most that one cell may show, in MB",
        HelpName = "MB",
        DefaultValueFactory = _ => RunOptions.Default.MaxOutput / 1e6,
    };

    public LimitOptions()
    {
        _timeout.Validators.Add(result => Require(result.GetValueOrDefault<double>() is >= 0 and <= 1e6, result, "--timeout wants a number of seconds from 0 to 1000000"));
        _maxOutput.Validators.Add(result => Require(result.GetValueOrDefault<double>() is > 0 and <= 1000, result, "--max-output wants a number of MB above 0, at most 1000"));
    }

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

    private static void Require(bool holds, System.CommandLine.Parsing.OptionResult result, string message)
    {
        if (!holds)
            result.AddError(message);
    }
}
