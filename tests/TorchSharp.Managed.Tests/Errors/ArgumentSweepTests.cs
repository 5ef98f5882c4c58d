// No public method fails on the largest and smallest numbers, nor on NaN and infinities, in a way that tells nothing.

using System.Reflection;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

public class ArgumentSweepTests
{
    private static readonly long[] s_extremes = [long.MaxValue, long.MinValue, 1L << 40, int.MaxValue, int.MinValue, -1, 0, 3];
    private static readonly double[] s_edges = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue, double.Epsilon, -0.0, -1, 2];

    [Fact]
    public void ExtremeNumber_InAnyPlace_ThrowsWithWordsOrWorks()
    {
        Tensor[] receivers = [ones([]), ones(2, 3), arange(4), zeros(0, 2)];
        Sweep(10_000, from place in Places() from value in s_extremes let extreme = Extreme(place.Parameter.ParameterType, value) where extreme is not null from self in receivers select (place, self, extreme, $"{value}"));
    }

    [Fact]
    public void NaNOrInfinity_InAnyPlace_ThrowsWithWordsOrWorks()
    {
        Tensor[] receivers = [ones([]), ones(2, 3), zeros(0, 2)];
        Sweep(3_000, from place in Places() from value in s_edges let edge = Edge(place.Parameter.ParameterType, value) where edge is not null from self in receivers select (place, self, edge, $"{value}"));
    }

    [Fact]
    public void TensorOfNaNAndInfinities_InAnyPlace_ThrowsWithWordsOrWorks()
    {
        Tensor[] odd = [tensor(new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.MaxValue }, [2, 3], ScalarType.Float32), full([2, 3], double.NaN, float64), full([], double.NegativeInfinity)];
        Sweep(800, from place in Places() where place.Parameter.ParameterType == typeof(Tensor) from value in odd select (place, value, (object)value, "a tensor"));
        Sweep(800, from place in Places() from self in odd select (place, self, PlainValues.Of(place.Parameter)!, "a plain value"));
    }

    private static IEnumerable<(MethodInfo Method, ParameterInfo Parameter)> Places() => from method in ArgumentSweep.Methods.Values from parameter in method.GetParameters() select (method, parameter);

    /// <summary>At least so many calls, or the sweep has found nothing to sweep over.</summary>
    private static void Sweep(int atLeast, IEnumerable<((MethodInfo Method, ParameterInfo Parameter) Place, Tensor Self, object Value, string Shown)> calls)
    {
        var (wrong, count) = (new List<string>(), 0);
        foreach (var (place, self, value, shown) in calls)
        {
            var arguments = ArgumentSweep.PlainArguments(place.Method);
            arguments[place.Parameter.Position] = value is Tensor odd && odd.GetType() == typeof(Tensor) ? odd.clone() : value;
            count++;
            if (ArgumentSweep.Call(place.Method, self.clone(), arguments) is { } error and not (ArgumentException or ExternalException or NotSupportedException or InvalidOperationException or EndOfStreamException))
            {
                wrong.Add($"{place.Method.DeclaringType!.Name}.{place.Method}, {place.Parameter.Name} = {shown}, {self}: {error.GetType().Name} {error.StackTrace?.Split('\n').FirstOrDefault()}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(count >= atLeast, $"The sweep made {count} calls only.");
    }

    private static object? Edge(Type type, double value) =>
        type == typeof(double) || type == typeof(double?) ? value :
        type == typeof(float) || type == typeof(float?) ? (float)value :
        type == typeof(double[]) ? new[] { value, 2 } :
        type == typeof(float[]) ? new[] { (float)value, 2 } :
        type == typeof(Scalar) ? (Scalar)value :
        null;

    private static object? Extreme(Type type, long value) =>
        type == typeof(long) || type == typeof(long?) ? value :
        type == typeof(int) || type == typeof(int?) ? (int)Math.Clamp(value, int.MinValue, int.MaxValue) :
        type == typeof(long[]) ? new[] { value, 2 } :
        type == typeof(int[]) ? new[] { (int)Math.Clamp(value, int.MinValue, int.MaxValue), 2 } :
        type == typeof(Scalar) ? (Scalar)value :
        type == typeof(Size) ? new Size([value, 2]) :
        type == typeof(TensorIndex) ? TensorIndex.Single(value) :
        null;
}
