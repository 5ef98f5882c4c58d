using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace TinyTransformer;

/// <summary>
/// A list of numbers as figures take them: arrays and lists of double, float, int or long convert by themselves, and are copied. A float is taken at
/// its shortest decimal form: 0.4011f is 0.4011, not 0.401100009679794.
/// </summary>
[CollectionBuilder(typeof(Numbers), nameof(Create))]
public sealed class Numbers : IReadOnlyList<double>
{
    private readonly double[] _values;

    private Numbers(double[] values) => _values = values;

    /// <inheritdoc/>
    public int Count => _values.Length;

    /// <inheritdoc/>
    public double this[int index] => _values[index];

    /// <summary>For collection expressions: <c>Numbers x = [1, 2, 3];</c></summary>
    public static Numbers Create(ReadOnlySpan<double> values) => new(values.ToArray());

    /// <summary>A copy; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Numbers?(double[]? values) => values is null ? null : new([.. values]);

    /// <summary>A copy in shortest decimals; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Numbers?(float[]? values) => values is null ? null : new([.. values.Select(Invariant.Widen)]);

    /// <summary>A copy; null stays null.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Numbers?(int[]? values) => values is null ? null : new([.. values]);

    /// <summary>A copy; null stays null. Beyond 2⁵³ a whole number is rounded.</summary>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Numbers?(long[]? values) => values is null ? null : new([.. values]);

    /// <inheritdoc cref="op_Implicit(double[])"/>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Numbers?(List<double>? values) => values?.ToArray();

    /// <inheritdoc cref="op_Implicit(float[])"/>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Numbers?(List<float>? values) => values?.ToArray();

    /// <inheritdoc cref="op_Implicit(int[])"/>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Numbers?(List<int>? values) => values?.ToArray();

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // For curves and bars without numbers of their own on the other axis.
    internal static Numbers Count0(int count) => new([.. Enumerable.Range(0, count).Select(i => (double)i)]);
}
