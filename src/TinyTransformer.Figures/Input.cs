using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace TinyTransformer;

/// <summary>
/// Values that a reader may change. In code each method just returns the value that stands in its call, in every host. A page that shows the
/// notebook can also make a control of it, which writes the new value back into the literal in the cell's source and runs the cell again.
/// </summary>
/// <remarks>
/// How a host takes part, without a reference to this assembly: before a cell runs, it stores an <c>Action&lt;string, string&gt;</c> (MIME type, JSON)
/// in the process-wide slot <see cref="ListenerSlot"/> with <c>AppContext.SetData</c>. Each call then hands it <see cref="MimeType"/> and
/// <c>{"kind":"text|slider|choice","value":…,"min":…,"max":…,"step":…,"options":[…],"label":…,"expression":"…","line":n}</c>, on the cell's
/// thread, before the method returns. <c>expression</c> is the source text of the value's argument, <c>line</c> the 1-based line of the call: where
/// the text at that place is no literal, there is nothing to write back to. With an empty slot a call costs a dictionary look-up.
/// </remarks>
public static class Input
{
    /// <summary>The name of the slot in AppContext where a host leaves its listener.</summary>
    public const string ListenerSlot = "Notebook.Input.Listener";

    /// <summary>The MIME type of an announcement. It is private to a running page and has no place in a saved notebook.</summary>
    public const string MimeType = "application/vnd.transformers.input.v1+json";

    /// <summary>A line of text.</summary>
    /// <param name="value">The text, as a literal in the cell.</param>
    /// <param name="label">What to call the control; null: nothing.</param>
    /// <param name="expression">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <returns><paramref name="value"/>, unchanged.</returns>
    public static string Text(string value, string? label = null, [CallerArgumentExpression(nameof(value))] string expression = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(value);
        Announce("text", label, expression, line, json => json.WriteString("value", value));
        return value;
    }

    /// <summary>A number between two bounds.</summary>
    /// <param name="value">The number, as a literal in the cell.</param>
    /// <param name="min">The smallest value, finite.</param>
    /// <param name="max">The largest value, finite, above <paramref name="min"/>.</param>
    /// <param name="step">The distance of two values that the control offers, above 0; null: a hundredth of the range.</param>
    /// <param name="label">What to call the control; null: nothing.</param>
    /// <param name="expression">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <returns><paramref name="value"/>, unchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside the bounds or is NaN; the bounds are not finite or out of order; the step is not above 0.</exception>
    public static double Slider(
        double value, double min, double max, double? step = null, string? label = null,
        [CallerArgumentExpression(nameof(value))] string expression = "", [CallerLineNumber] int line = 0)
    {
        if (!double.IsFinite(min) || !double.IsFinite(max) || min >= max)
        {
            throw new ArgumentOutOfRangeException(nameof(min), $"Slider on line {line}: expected finite min < max, got {Invariant.Full(min)} and {Invariant.Full(max)}");
        }

        if (!(value >= min && value <= max))
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"Slider on line {line}: expected a value from {Invariant.Full(min)} to {Invariant.Full(max)}, got {Invariant.Full(value)}; change the value or the bounds");
        }

        if (step is { } s && !(s > 0 && double.IsFinite(s)))
        {
            throw new ArgumentOutOfRangeException(nameof(step), $"Slider on line {line}: expected a finite step above 0, got {Invariant.Full(s)}");
        }

        Announce("slider", label, expression, line, json =>
        {
            json.WriteNumber("value", value);
            json.WriteNumber("min", min);
            json.WriteNumber("max", max);
            json.WriteNumber("step", step ?? (max - min) / 100);
        });
        return value;
    }

    /// <summary>One of a few texts.</summary>
    /// <param name="value">The chosen text, as a literal in the cell.</param>
    /// <param name="options">All texts to choose from, e.g. <c>["none", "causal"]</c>.</param>
    /// <param name="label">What to call the control; null: nothing.</param>
    /// <param name="expression">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <returns><paramref name="value"/>, unchanged.</returns>
    /// <exception cref="ArgumentException">The value is not among the options.</exception>
    public static string Choice(
        string value, IReadOnlyList<string> options, string? label = null,
        [CallerArgumentExpression(nameof(value))] string expression = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Contains(value))
        {
            throw new ArgumentException($"Choice on line {line}: expected one of {string.Join(", ", options.Select(o => $"\"{o}\""))}, got \"{value}\"; change the value or add it to the options", nameof(value));
        }

        Announce("choice", label, expression, line, json =>
        {
            json.WriteString("value", value);
            json.WriteStartArray("options");
            foreach (var option in options)
            {
                json.WriteStringValue(option);
            }

            json.WriteEndArray();
        });
        return value;
    }

    private static void Announce(string kind, string? label, string expression, int line, Action<Utf8JsonWriter> writeValue)
    {
        if (AppContext.GetData(ListenerSlot) is not Action<string, string> listener)
        {
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            writeValue(json);
            if (label is not null)
            {
                json.WriteString("label", label);
            }

            json.WriteString("expression", expression);
            json.WriteNumber("line", line);
            json.WriteEndObject();
        }
        listener(MimeType, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
