// No public method fails on the largest and smallest numbers in a way that tells nothing, and the most used ones not on null.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

public class ArgumentSweepTests
{
    // (The other methods pass a null on to a method that uses it: there a NullReferenceException says the same with fewer words.)
    public static TheoryData<string> Checked => ["add", "sub", "mul", "div", "eq", "ne", "lt", "le", "gt", "ge", "maximum", "minimum", "fill_", "full", "zeros", "ones", "empty"];

    [Theory]
    [MemberData(nameof(Checked))]
    public void NullArgument_OfArithmeticAndFactories_ThrowsAnArgumentException(string name)
    {
        var wrong = new List<string>();
        foreach (var (full, method) in ArgumentSweep.Methods.Where(entry => entry.Value.Name == name && (entry.Value.DeclaringType == typeof(Tensor) || entry.Value.GetParameters()[0].ParameterType != typeof(Tensor))))
        {
            foreach (var parameter in method.GetParameters().Where(p => !ArgumentSweep.MayBeNull(p)))
            {
                var arguments = ArgumentSweep.PlainArguments(method);
                arguments[parameter.Position] = null;
                var error = ArgumentSweep.Call(method, ones(2, 3), arguments);
                if (error is not ArgumentException)
                {
                    wrong.Add($"{full}, {parameter.Name}: {error?.GetType().Name ?? "nothing"}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void ExtremeNumber_InAnyPlace_ThrowsWithWordsOrWorks()
    {
        var wrong = new List<string>();
        long[] extremes = [long.MaxValue, long.MinValue, 1L << 40, int.MaxValue, int.MinValue, -1, 0, 3];
        foreach (var (name, method) in ArgumentSweep.Methods)
        {
            foreach (var parameter in method.GetParameters())
            {
                foreach (var value in extremes)
                {
                    var arguments = ArgumentSweep.PlainArguments(method);
                    if (Extreme(parameter.ParameterType, value) is not { } extreme)
                    {
                        continue;
                    }

                    foreach (var self in (Tensor[])[ones([]), ones(2, 3), arange(4), zeros(0, 2)])
                    {
                        arguments[parameter.Position] = extreme;
                        var error = ArgumentSweep.Call(method, self, arguments);
                        if (error is not (null or ArgumentException or ExternalException or NotSupportedException or InvalidOperationException))
                        {
                            wrong.Add($"{name}, {parameter.Name} = {value}, {self}: {error.GetType().Name} {error.StackTrace?.Split('\n').FirstOrDefault()}");
                        }
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

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
