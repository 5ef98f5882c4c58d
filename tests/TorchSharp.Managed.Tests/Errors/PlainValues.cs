// For each type of parameter a value that is right in type and plain: small, dense, not null.

using System.Linq.Expressions;
using System.Reflection;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Managed.Tests.Errors;

internal static class PlainValues
{
    /// <summary>Null, where that is the default. A mask is of truths, and an index of places.</summary>
    internal static object? Of(ParameterInfo parameter) =>
        parameter is { HasDefaultValue: true, DefaultValue: null } && (!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null) ? null :
        parameter.ParameterType != typeof(Tensor) ? Of(parameter.ParameterType) :
        parameter.Name is "mask" or "condition" ? ones([2, 3], ScalarType.Bool) :
        parameter.Name is "index" ? zeros([2, 3], ScalarType.Int64) :
        Of(typeof(Tensor));

    internal static object? Of(Type type) =>
        type == typeof(Tensor) ? ones(2, 3) :
        type == typeof(Tensor[]) || type == typeof(IList<Tensor>) || type == typeof(IEnumerable<Tensor>) ? new[] { ones(2, 3) } :
        type == typeof(Scalar) ? (Scalar)1 :
        type == typeof(TensorIndex) ? TensorIndex.Single(0) :
        type == typeof(TensorIndex[]) ? new[] { TensorIndex.Single(0) } :
        type == typeof(long[]) ? new long[] { 1, 0 } :
        type == typeof(long[][]) ? new[] { new long[] { 1 } } :
        type == typeof(int[]) ? new[] { 1, 0 } :
        type == typeof(IEnumerable<long>) ? new long[] { 1, 0 } :
        type == typeof(double[]) ? new double[] { 1 } :
        type == typeof(float[]) ? new float[] { 1 } :
        type == typeof(Array) ? new float[] { 1 } :
        type == typeof(string) ? "cpu" :
        type == typeof(string[]) ? Array.Empty<string>() :
        type == typeof(Size) ? new Size([1, 2]) :
        type == typeof(Device) ? CPU :
        type == typeof(Generator) ? new Generator() :
        type == typeof(Func<Tensor>) ? () => ones(1) :
        type == typeof(IEnumerable<Parameter>) ? new[] { new Parameter(ones(2)) } :
        type == typeof(Parameter[]) ? new[] { new Parameter(ones(2)) } :
        type == typeof(nn.Module) ? nn.Linear(1, 1) :
        type == typeof(nn.Module<Tensor, Tensor>) || type == typeof(nn.IModule<Tensor, Tensor>) || type == typeof(nn.HookableModule<,>) ? nn.Linear(1, 1) :
        type == typeof(nn.Module<Tensor, Tensor>[]) ? new nn.Module<Tensor, Tensor>[] { nn.Linear(1, 1) } :
        type == typeof(nn.Module[]) ? new nn.Module[] { nn.Linear(1, 1) } :
        type == typeof(MultiheadAttention) ? nn.MultiheadAttention(2, 1) :
        type == typeof(TransformerEncoderLayer) ? nn.TransformerEncoderLayer(2, 1) :
        type == typeof(TransformerDecoderLayer) ? nn.TransformerDecoderLayer(2, 1) :
        type == typeof(TransformerEncoder) ? nn.TransformerEncoder(nn.TransformerEncoderLayer(2, 1), 1) :
        type == typeof(TransformerDecoder) ? nn.TransformerDecoder(nn.TransformerDecoderLayer(2, 1), 1) :
        type == typeof(Transformer) ? nn.Transformer(2, 1, 1, 1, 2) :
        type == typeof(OptimizerHelper) || type == typeof(optim.Optimizer) ? optim.SGD([new Parameter(ones(2))], 0.1) :
        type == typeof(LRScheduler) ? StepLR(optim.SGD([new Parameter(ones(2))], 0.1), 1) :
        type == typeof(OptimizerState) ? new SGD.State(new Parameter(ones(2))) :
        type == typeof(Dataset) ? new Data.DataLoaderTests.Squares() :
        type == typeof(IterableDataset) ? TensorDataset(ones(2)) :
        type == typeof(DisposeScope) ? ScopeOfNoThread() :
        type == typeof(Stream) ? new MemoryStream() :
        type == typeof(BinaryReader) ? new BinaryReader(new MemoryStream()) :
        type == typeof(BinaryWriter) ? new BinaryWriter(new MemoryStream()) :
        type == typeof(ScalarType) ? ScalarType.Float32 :
        type == typeof(long) ? 0L : type == typeof(int) ? 0 :
        type.IsValueType ? Activator.CreateInstance(Nullable.GetUnderlyingType(type) ?? type) :
        typeof(Delegate).IsAssignableFrom(type) ? Constant(type) :
        type.IsArray ? Filled(type) :
        type is { IsInterface: true, IsGenericType: true } && type.GetGenericArguments()[0].MakeArrayType() is var array && type.IsAssignableFrom(array) ? Filled(array) :
        type.IsAbstract ? null : Made(type);


    /// <summary>Open, and nothing that this thread makes goes into it.</summary>
    private static DisposeScope ScopeOfNoThread()
    {
        DisposeScope? scope = null;
        var thread = new Thread(() => scope = NewDisposeScope());
        thread.Start();
        thread.Join();
        return scope!;
    }

    private static Delegate Constant(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        return Expression.Lambda(type, Expression.Default(invoke.ReturnType), [.. invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType))]).Compile();
    }

    private static Array Filled(Type type)
    {
        var one = Array.CreateInstance(type.GetElementType()!, [.. Enumerable.Repeat(1, type.GetArrayRank())]);
        one.SetValue(Of(type.GetElementType()!), new int[type.GetArrayRank()]);
        return one;
    }

    /// <summary>By the first constructor that takes plain values.</summary>
    private static object? Made(Type type)
    {
        foreach (var constructor in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        {
            try
            {
                return constructor.Invoke([.. constructor.GetParameters().Select(Of)]);
            }
            catch (TargetInvocationException)
            {
                // Another one may do.
            }
        }
        return null;
    }
}
