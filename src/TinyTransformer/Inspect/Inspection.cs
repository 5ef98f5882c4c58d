// Looking into a model and changing what passes through it, by name. The names are listed by Points(); a name that fits nothing is an error at once.

using System.IO.Enumeration;
using TorchSharp;
using static TorchSharp.torch;

namespace TinyTransformer;

/// <summary>Recording, editing and ablation of anything <see cref="IProbed"/>. All end with Dispose; what began later sees what earlier edits left.</summary>
public static class Inspection
{
    /// <summary>The names of all points of observation.</summary>
    public static IReadOnlyList<string> Points(this IProbed model) => [.. ProbeOf(model).Listeners.Names];

    /// <summary>
    /// Records all values of every forward from now on, until Dispose. Meanwhile attention takes the visible path, on which scores and pattern exist.
    /// </summary>
    /// <param name="gradients">Whether a later backward should leave the values' gradients too, for <see cref="ActivationCache.Gradient"/>.</param>
    public static ActivationCache Record(this IProbed model, bool gradients = false) => new(ProbeOf(model), gradients);

    /// <summary>Records what happens in one run: <c>var cache = model.Record(() => model.forward(ids));</c></summary>
    public static ActivationCache Record(this IProbed model, Action run, bool gradients = false)
    {
        ArgumentNullException.ThrowIfNull(run);
        var cache = model.Record(gradients);
        try
        {
            run();
            return cache.Stop();
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    /// <summary>Puts something else in the place of a value, until Dispose.</summary>
    /// <param name="name">A point, or several by *, which stands for one step: <c>block.*.feed_forward.output</c>.</param>
    /// <param name="edit">From the value to what takes its place, of the same shape.</param>
    /// <exception cref="ArgumentException">No point fits the name.</exception>
    public static IDisposable Edit(this IProbed model, string name, Func<Tensor, Tensor> edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var points = Matching(model, name).ToHashSet();
        return ProbeOf(model).Listeners.Edit((point, value) => points.Contains(point) ? Same(point, value, edit(value)) : value);
    }

    /// <summary>Takes a part out of a model, until Dispose, to see what it was good for.</summary>
    /// <param name="name">
    /// A head: <c>encoder.0.attention.head.2</c> (its output becomes 0). A block: <c>block.3</c> (its result becomes its input). The residual connections of a
    /// block: <c>block.3.residual</c> (nothing goes past its sublayers). Positions: <c>positions</c>, of whatever kind they are and wherever they enter (rotary
    /// positions and ALiBi in one block: <c>block.3.attention.positions</c>). Or any point, such as <c>block.3.feed_forward.output</c> (it becomes 0). * stands
    /// for one step, so that <c>*.residual</c> or <c>block.*.attention.head.0</c> take out several.
    /// </param>
    /// <exception cref="ArgumentException">Nothing fits the name.</exception>
    public static IDisposable Ablate(this IProbed model, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var points = ProbeOf(model).Listeners.Names;
        if (name == "positions")
        {
            return WithoutPositions(model);
        }
        if (Switches(model, name) is { Count: > 0 } switches)
        {
            return ProbeOf(model).Listeners.TurnOff(switches);
        }
        if (points.Any(point => Fits(name, point)))
        {
            return model.Edit(name, value => zeros_like(value));
        }
        if (points.Any(point => Fits($"{name}.residual.out", point)))
        {
            return Skip(model, $"{name}.residual.in", $"{name}.residual.out");
        }
        if (name.EndsWith(".residual", StringComparison.Ordinal) && points.Any(point => Fits(Skips(name), point)))
        {
            return model.Edit(Skips(name), value => zeros_like(value));
        }
        if (name.Split('.') is [.. var path, "head", var number] && long.TryParse(number, out var head))
        {
            return model.Edit(string.Join('.', [.. path, "head"]), value => WithoutHead(name, value, head));
        }
        throw new ArgumentException(Unknown(name, points));
    }

    /// <summary>Whether a name fits a pattern, in which * stands for one step or a part of it.</summary>
    internal static bool Fits(string pattern, string name)
    {
        string[] wanted = pattern.Split('.'), steps = name.Split('.');
        return wanted.Length == steps.Length && wanted.Zip(steps).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: false));
    }

    internal static string Unknown(string name, IReadOnlyList<string> known)
    {
        var last = name.Split('.')[^1];
        var near = known.Where(point => point.Split('.')[^1] == last).Concat(known).Distinct().Take(4);
        return $"{name}: there is nothing of that name; there are {string.Join(", ", near)}, … ({known.Count} in all: see Points())";
    }

    /// <summary>Those that are added to embeddings become 0, those within attention are left out.</summary>
    private static IDisposable WithoutPositions(IProbed model)
    {
        var listeners = ProbeOf(model).Listeners;
        var added = listeners.Names.Where(IsPositions).ToHashSet();
        var within = listeners.Switches.Where(IsPositions).ToHashSet();
        return added.Count > 0 ? listeners.Edit((point, value) => added.Contains(point) ? zeros_like(value) : value)
            : within.Count > 0 ? listeners.TurnOff(within)
            : throw new ArgumentException("positions: there is nothing of that name (the config's Positions is None)");

        static bool IsPositions(string name) => name.Split('.')[^1] == "positions";
    }

    private static HashSet<string> Switches(IProbed model, string name) => [.. ProbeOf(model).Listeners.Switches.Where(one => Fits(name, one))];

    private static string Skips(string name) => $"{name[..^".residual".Length]}.add_norm_*.skip";

    private static IDisposable Skip(IProbed model, string entry, string exit)
    {
        Tensor? before = null;
        return ProbeOf(model).Listeners.Edit((point, value) =>
        {
            before = Fits(entry, point) ? value : before;
            return Fits(exit, point) ? before! : value;
        });
    }

    private static Tensor WithoutHead(string name, Tensor value, long head)
    {
        var heads = value.shape[1];                                                                 // (B,H,T,Dh)
        if (head < 0 || head >= heads)
        {
            throw new ArgumentException($"{name}: there are heads 0 to {heads - 1}");
        }
        return value * arange(heads, ScalarType.Int64).ne(head).to(value.dtype).view(1, heads, 1, 1);
    }

    private static Tensor Same(string point, Tensor before, Tensor after) => after.shape.SequenceEqual(before.shape) ? after
        : throw new ArgumentException($"{point}: the edit must keep the shape {ShapeTable.Format(before.shape)}, got {ShapeTable.Format(after.shape)}");

    private static string[] Matching(IProbed model, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var known = ProbeOf(model).Listeners.Names;
        var fitting = known.Where(point => Fits(name, point)).ToArray();
        return fitting.Length > 0 ? fitting : throw new ArgumentException(Unknown(name, known));
    }

    private static Probe ProbeOf(IProbed model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Probe;
    }
}
