// The base of the optimizers: parameters in groups, each group with settings of its own.

using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public abstract partial class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups = [];

            private protected Optimizer()
            {
            }

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>Adds parameters with settings of their own. Each optimizer overrides it; here, as in TorchSharp, there is nothing to add to.</summary>
            /// <exception cref="NotImplementedException">The optimizer does not override it.</exception>
            public virtual void add_param_group(ParamGroup param_group) => throw new NotImplementedException("add_param_group");

            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            /// <summary>Changes every parameter that has a gradient.</summary>
            /// <param name="closure">Computes the loss and its gradients first; its result is handed back; without one, null is.</param>
            /// <exception cref="NotImplementedException">The optimizer does not override it, as every one of this engine does.</exception>
            public virtual Tensor step(Func<Tensor>? closure = null) => throw new NotImplementedException("step");

            /// <summary>Fills the gradients with 0. (PyTorch forgets them instead; then a parameter that is not used any more stays where it is, here momentum and weight decay go on moving it.)</summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    Gradients.Clear(parameter, forget: false);
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }
        }

        /// <summary>Something with a learning rate that a scheduler may change.</summary>
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            /// <summary>The rate that schedules are multiples of.</summary>
            double InitialLearningRate { get; set; }
        }

        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }
    }
}
