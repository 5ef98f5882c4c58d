// A tensor that a module owns and an optimizer changes.

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A leaf tensor that requires a gradient and that modules register under the name of the field that holds it.</summary>
    public class Parameter : Tensor
    {
        /// <summary>Whether a module has registered it.</summary>
        internal bool IsHeld { get; set; }

        /// <summary>Takes over the data: the tensor that was handed in is empty afterwards, as in TorchSharp. No copy is made, and no history is kept.</summary>
        /// <param name="data">Float32 or Float64 where a gradient is required.</param>
        public Parameter(Tensor data, bool requires_grad = true) : base(NotNull(data).Live(nameof(Parameter)))
        {
            this.requires_grad = requires_grad;
            if (data.Scope is { } scope)
            {
                scope.MoveToOther(scope, this);
            }
            else
            {
                DetachFromDisposeScope();
            }
            data.Dispose();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Parameter(Tensor, bool)"/>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }

    public static partial class TensorExtensionMethods
    {
        /// <summary>The tensor as a parameter that requires a gradient. The tensor itself is empty afterwards.</summary>
        public static Modules.Parameter AsParameter(this Tensor tensor) => new(tensor);
    }
}
