// What all optimizers here share: one state for each parameter, the step over the groups, and the state's way into files (TorchSharp's format: the
// optimizer's name, the numbers of groups and states in LEB128, then the settings of each group and the state of each parameter).

using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules
{
    public abstract class OptimizerHelper : Optimizer
    {
        private readonly Dictionary<Tensor, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

        protected OptimizerOptions _defaults = new();

        private protected OptimizerHelper()
        {
        }

        /// <exception cref="ArgumentException">A parameter is in a group already.</exception>
        public override void add_param_group(ParamGroup param_group)
        {
            Complete(param_group);
            var parameters = param_group.Parameters.ToList();
            param_group.Parameters = parameters;
            _parameter_groups.Add(param_group);
            foreach (var parameter in parameters)
            {
                var state = NewState(parameter);
                if (!_states.TryAdd(parameter, state))
                {
                    throw new ArgumentException($"{GetType().Name}: a parameter of shape {Fail.Show(parameter.Sizes)} was given twice; each belongs to one group, once");
                }
                state.Initialize(param_group.Options);
            }
        }

        public override Tensor step(Func<Tensor>? closure = null)
        {
            Tensor? loss = null;
            if (closure is not null)
            {
                using var on = enable_grad();
                loss = closure();
            }
            using var off = no_grad();
            foreach (var group in _parameter_groups)
            {
                foreach (var parameter in group.Parameters)
                {
                    if (parameter.grad is { } gradient)
                    {
                        Step(group, parameter, gradient);
                    }
                }
            }
            return loss!;
        }

        /// <summary>The settings and states themselves: what is changed in them is changed in the optimizer.</summary>
        public virtual StateDictionary state_dict()
        {
            var result = new StateDictionary();
            foreach (var group in _parameter_groups)
            {
                result.Options.Add(group.Options);
                result.StateIndexRef.Add([]);
                foreach (var parameter in group.Parameters)
                {
                    result.StateIndexRef[^1].Add(result.State.Count);
                    result.State.Add(_states[parameter]);
                }
            }
            return result;
        }

        /// <exception cref="ArgumentException">The numbers of groups or parameters differ.</exception>
        public virtual void load_state_dict(StateDictionary state_dict)
        {
            var own = this.state_dict();
            RequireCounts(own, state_dict.Options.Count, state_dict.State.Count);
            foreach (var (to, from) in own.Options.Zip(state_dict.Options).Where(pair => !ReferenceEquals(pair.First, pair.Second)))
            {
                to.LoadStateDict(from);
            }
            foreach (var (to, from) in own.State.Zip(state_dict.State).Where(pair => !ReferenceEquals(pair.First, pair.Second)))
            {
                to.LoadStateDict(from);
            }
        }

        public void save_state_dict(string location)
        {
            using var writer = new BinaryWriter(File.Create(location));
            save_state_dict(writer);
        }

        public void save_state_dict(BinaryWriter writer)
        {
            var state = state_dict();
            writer.Write(GetType().Name);
            Leb128.Write(writer, state.Options.Count);
            Leb128.Write(writer, state.State.Count);
            state.Options.ForEach(options => options.SaveStateDict(writer));
            state.State.ForEach(one => one.SaveStateDict(writer));
        }

        public void load_state_dict(string location)
        {
            using var reader = new BinaryReader(File.OpenRead(location));
            load_state_dict(reader);
        }

        /// <exception cref="InvalidDataException">The file is another optimizer's.</exception>
        public void load_state_dict(BinaryReader reader)
        {
            var name = Leb128.Text(reader, "the optimizer's name");
            if (name != GetType().Name)
            {
                throw new InvalidDataException($"load_state_dict: the file holds the state of \"{name}\", and this is {GetType().Name}");
            }
            var own = state_dict();
            RequireCounts(own, Leb128.Read(reader, "the number of groups"), Leb128.Read(reader, "the number of states"));
            own.Options.ForEach(options => options.LoadStateDict(reader));
            own.State.ForEach(one => one.LoadStateDict(reader));
        }

        internal OptimizerState StateOf(Parameter parameter) => _states[parameter];

        /// <summary>Fills the group's open settings from the optimizer's.</summary>
        private protected abstract void Complete(ParamGroup group);

        private protected abstract OptimizerState NewState(Parameter parameter);

        private protected abstract void Step(ParamGroup group, Parameter parameter, Tensor gradient);

        /// <summary>Runs a kernel on dense memory: on the parameter's own, or on a copy that is then written back.</summary>
        private protected static void Update(Parameter parameter, Tensor gradient, Action<Tensor, Tensor> kernel)
        {
            if (!gradient.Sizes.AsSpan().SequenceEqual(parameter.Sizes))
            {
                throw Fail.Error($"step: the gradient has shape {Fail.Show(gradient.Sizes)}, its parameter {Fail.Show(parameter.Sizes)}");
            }
            var values = parameter.contiguous();
            kernel(values, gradient.to(parameter.dtype).contiguous());
            if (!ReferenceEquals(values, parameter))
            {
                Elements.CopyInto(values, parameter);
            }
            parameter.Storage.Version++;
        }

        private void RequireCounts(StateDictionary own, long groups, long states)
        {
            if (groups != own.Options.Count || states != own.State.Count)
            {
                throw new ArgumentException($"load_state_dict: {GetType().Name} has {own.Options.Count} group(s) with {own.State.Count} parameter(s), the source {groups} with {states}");
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public abstract partial class Optimizer
            {
                /// <summary>The settings of the groups, the states of the parameters in order, and which state belongs to which group.</summary>
                public class StateDictionary
                {
                    internal StateDictionary()
                    {
                    }

                    public List<Modules.OptimizerOptions> Options { get; } = [];

                    public List<Modules.OptimizerState> State { get; } = [];

                    public List<List<int>> StateIndexRef { get; } = [];
                }
            }
        }
    }
}
