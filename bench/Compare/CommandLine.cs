// What the comparison can be asked for.

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

internal static class CommandLine
{
    private static readonly string s_about = $"""
        Ours beside PyTorch, on this machine, in this run: each measurement is a process of its own, ours and the peer's take turns, and a row shows the medians of its rounds.
        The table goes to the output, what is under way to the error output. All of it takes about half an hour (a row of seven rounds a minute and a half), in which the machine should do nothing else.

        Examples (compare stands for: dotnet run -c Release --project bench/Compare --):
          compare                        all rows, then how cost grows
          compare matmul step-tiny       the rows whose keys begin so
          compare growth --ours          the curves of ours alone
          compare gpt2 --rounds 1        quicker, and rougher

        The peer is python3 with torch, at the fastest of one or all threads for OMP and for BLAS. On Debian:
          apt-get install python3-torch libopenblas0-openmp

        Keys:
        {string.Join('\n', Rows.All.Select(row => $"  {row.Key,-16} {row.Title}"))}
          {FirstTensor,-16} from the start of a process to its first tensor
          {Memory,-16} peak memory of 100 steps of the d128 training (three rounds at most)
          {GrowthKey,-16} step time and memory over length, batch, threads and vectors, with figures (three rounds at most)
        """;

    internal const string FirstTensor = "first-tensor", Memory = "memory";

    private const string GrowthKey = "growth";

    private static IEnumerable<string> Keys => [.. Rows.All.Select(row => row.Key), FirstTensor, Memory, GrowthKey];

    /// <returns>An exit code: 0 all well, 1 there is no peer, 2 wrong usage.</returns>
    internal static int Run(string[] arguments)
    {
        var parsed = Create().Parse(arguments);
        if (parsed.Errors.Count == 0)
        {
            return parsed.Invoke();
        }
        foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
        {
            Console.Error.WriteLine(message);
        }
        Console.Error.WriteLine("--help says more.");
        return 2;
    }

    private static RootCommand Create()
    {
        var keys = new Argument<string[]>("key") { Description = "Rows whose keys begin so; none: all", Arity = ArgumentArity.ZeroOrMore };
        keys.Validators.Add(result =>
        {
            foreach (var key in result.Tokens.Select(token => token.Value).Where(key => key.Length == 0 || !Keys.Any(known => Begins(known, key))))
            {
                result.AddError($"no key begins with \"{key}\"; there are: {string.Join(' ', Keys)}");
            }
        });
        var rounds = new Option<int>("--rounds") { Description = "How often ours and the peer take turns", HelpName = "n", DefaultValueFactory = _ => 7, CustomParser = result => Number<int>(result, "--rounds wants a whole number above 0") };
        var seconds = new Option<double>("--seconds") { Description = "Length of one measurement, after a warm-up of three seconds", HelpName = "s", DefaultValueFactory = _ => 1, CustomParser = result => Number<double>(result, "--seconds wants a number above 0, such as 0.5") };
        var ours = new Option<bool>("--ours") { Description = "Without the peer" };
        var figures = new Option<string>("--figures") { Description = "Where the figures of growth are written, over those that lie there", HelpName = "folder", DefaultValueFactory = _ => Path.Combine("bench", "growth") };
        var root = new RootCommand(s_about) { keys, rounds, seconds, ours, figures };
        root.SetAction(parsed => Compare(new(parsed.GetValue(rounds), parsed.GetValue(seconds), !parsed.GetValue(ours)), parsed.GetValue(keys)!, parsed.GetValue(figures)!));
        return root;
    }

    private static T Number<T>(ArgumentResult result, string wanted) where T : struct, INumber<T>
    {
        if (T.TryParse(result.Tokens[0].Value, NumberStyles.Float & ~NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value > T.Zero && T.IsFinite(value))
        {
            return value;
        }
        result.AddError($"{wanted}, not {result.Tokens[0].Value}");
        return default;
    }

    private static bool Begins(string known, string key) => known.StartsWith(key, StringComparison.Ordinal);

    private static int Compare(Settings settings, string[] chosen, string figures)
    {
        if (settings.WithPeer && Processes.PeerVersion is null)
        {
            Console.Error.WriteLine("There is no peer: python3 can't import torch. Debian has it (apt-get install python3-torch libopenblas0-openmp); --ours compares without it.");
            return 1;
        }
        if (Keys.Any(key => key != GrowthKey && Chosen(key)))
        {
            Comparison.Run(settings, Chosen);
        }
        if (Chosen(GrowthKey))
        {
            Growth.Run(settings.WithFewRounds, figures);
        }
        return 0;

        bool Chosen(string key) => chosen.Length == 0 || Array.Exists(chosen, prefix => Begins(key, prefix));
    }
}
