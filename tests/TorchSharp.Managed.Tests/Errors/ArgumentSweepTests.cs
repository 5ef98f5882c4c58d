// No public method fails on the largest and smallest numbers in a way that tells nothing.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Managed.Tests.Errors;

public class ArgumentSweepTests
{
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
