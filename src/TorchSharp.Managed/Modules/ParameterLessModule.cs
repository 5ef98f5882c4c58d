// The base of layers without parameters and buffers.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public interface IParameterLessModule
    {
    }

    /// <summary>A layer that owns nothing to train or save: converting it does nothing, registering something in it is an error.</summary>
    public abstract class ParameterLessModule<T1, TResult> : nn.Module<T1, TResult>, IParameterLessModule
    {
        protected ParameterLessModule(string name) : base(name)
        {
        }

        protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking)
        {
            Device.RequireCpu(device);
            return this;
        }

        protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;

        public override void register_buffer(string name, Tensor tensor, bool persistent = true) => throw Refuse("buffer", name);

        public override void register_parameter(string name, Parameter param) => throw Refuse("parameter", name);

        public override void register_module(string name, nn.Module submodule)
        {
            if (submodule is not IParameterLessModule)
            {
                throw Refuse("module with parameters", name);
            }
            base.register_module(name, submodule);
        }

        private InvalidOperationException Refuse(string what, string name) => new($"{GetName()} is declared without parameters, so it cannot register the {what} \"{name}\"");
    }
}
