// The settings of a group, and what an optimizer remembers of one parameter. Both know the way into TorchSharp's file format and back.

using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What is null is taken from the optimizer when the group joins it.</summary>
public class OptimizerOptions
{
    public double? LearningRate { get; set; }

    public double InitialLearningRate { get; set; }

    public virtual void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
    }

    public virtual void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
    }

    internal OptimizerOptions Clone() => (OptimizerOptions)MemberwiseClone();

    public virtual void LoadStateDict(OptimizerOptions source) => (InitialLearningRate, LearningRate) = (NotNull(source).InitialLearningRate, source.LearningRate);
}

public abstract class OptimizerState
{
    protected Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = NotNull(parameter);

    /// <summary>The state before the first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(Device device) => Device.RequireCpu(NotNull(device));

    private protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    private protected void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result)
    {
        if (reader.ReadBoolean())
        {
            TensorExtensionMethods.Load(ref result, reader);
            TensorExtensionMethods.RequireFit("the state", _parameter, result!);
            result!.DetachFromDisposeScope();
        }
        else
        {
            result = null;
        }
    }

    private protected Tensor Zeros() => zeros_like(_parameter).detach().DetachFromDisposeScope();

    /// <summary>A kernel walks over the parameter and its state together, so they must be of one shape and type.</summary>
    private protected Tensor? Copy(Tensor? source)
    {
        if (source is not null)
        {
            TensorExtensionMethods.RequireFit("the state", _parameter, source);
        }
        return source?.detach().clone().DetachFromDisposeScope();
    }
}
