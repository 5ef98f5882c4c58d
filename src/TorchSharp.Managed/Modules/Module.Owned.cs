// How the engine's own layers hold their parameters: registered by name at once, outside of any dispose scope.

using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private protected Parameter Own(string name, Tensor data)
            {
                var parameter = new Parameter(data);
                Set(name, parameter);
                return parameter;
            }

            private protected void Set(string name, Parameter? parameter)
            {
                parameter?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(name, parameter);
            }
        }
    }
}
