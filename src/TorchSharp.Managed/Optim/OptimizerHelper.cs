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

        /// <exception cref="ArgumentException">A parameter is in a group already; then the whole group stays out.</exception>
        public override void add_param_group(ParamGroup param_group)
        {
            ArgumentNullException.ThrowIfNull(param_group);
            var parameters = NoNulls(GetType().Name, param_group.Parameters).ToList();
            var seen = new HashSet<Tensor>(_states.Keys, ReferenceEqualityComparer.Instance);
            foreach (var parameter in parameters)
            {
                if (!seen.Add(parameter))
                {
                    throw new ArgumentException($"{GetType().Name}: a parameter of shape {Fail.Show(parameter.Sizes)} was given twice; each belongs to one group, once");
                }
            }
            Complete(param_group);
            param_group.Parameters = parameters;
            var states = parameters.ConvertAll(parameter => NewState(parameter, param_group.Options));
            _parameter_groups.Add(param_group);
            foreach (var (parameter, state) in parameters.Zip(states))
            {
                _states.Add(parameter, state);
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
            RequireLive();
            using var off = no_grad();
            foreach (var group in _parameter_groups)
            {
                foreach (var parameter in group.Parameters)
                {
                    if (parameter.Gradient is { } gradient)
                    {
                        Step(group, parameter, gradient);
                    }
                }
            }
            return loss!;
        }

        /// <summary>Before any parameter is changed.</summary>
        private void RequireLive()
        {
            for (var i = 0; i < _parameter_groups.Count; i++)
            {
                var at = 0;
                foreach (var parameter in _parameter_groups[i].Parameters)
                {
                    if (parameter.IsInvalid)
                    {
                        throw Fail.Disposed($"{GetType().Name}.step", $"parameter {at} of group {i}", parameter.Sizes);
                    }
                    at++;
                }
            }
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

        /// <summary>Takes over all settings and states, or (on an exception) none.</summary>
        /// <exception cref="ArgumentException">The numbers of groups or parameters differ, or it is another optimizer's, or a state has another shape or type than its parameter.</exception>
        public virtual void load_state_dict(StateDictionary state_dict)
        {
            ArgumentNullException.ThrowIfNull(state_dict);
            var own = this.state_dict();
            RequireCounts(own, state_dict.Options.Count, state_dict.State.Count);
            foreach (var (to, from) in own.Options.Zip<object, object>(state_dict.Options).Concat(own.State.Zip<object, object>(state_dict.State)))
            {
                if (to.GetType() != from.GetType())
                {
                    throw new ArgumentException($"load_state_dict: {GetType().Name} takes {to.GetType().Name}, got {from.GetType().FullName}");
                }
            }
            Load(own, (options, i) => options.LoadStateDict(state_dict.Options[i]), (state, i) => state.LoadStateDict(state_dict.State[i]));
        }

        public void save_state_dict(string location)
        {
            using var writer = new BinaryWriter(File.Create(location));
            save_state_dict(writer);
        }

        public void save_state_dict(BinaryWriter writer)
        {
            ArgumentNullException.ThrowIfNull(writer);
            ArgumentNullException.ThrowIfNull(writer);
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

        /// <summary>Takes over all settings and states of a file, or (on an exception) none.</summary>
        /// <exception cref="InvalidDataException">The file is another optimizer's.</exception>
        /// <exception cref="EndOfStreamException">The file is cut short.</exception>
        /// <exception cref="ArgumentException">The numbers of groups or parameters differ, or a state has another shape or type than its parameter.</exception>
        public void load_state_dict(BinaryReader reader)
        {
            ArgumentNullException.ThrowIfNull(reader);
            var name = Leb128.Text(reader, "the optimizer's name");
            if (name != GetType().Name)
            {
                throw new InvalidDataException($"load_state_dict: the file holds the state of \"{name}\", and this is {GetType().Name}");
            }
            var own = state_dict();
            RequireCounts(own, Leb128.Read(reader, "the number of groups"), Leb128.Read(reader, "the number of states"));
            Load(own, (options, _) => options.LoadStateDict(reader), (state, _) => state.LoadStateDict(reader));
        }

        /// <summary>Fills fresh settings and states first; only when all of them are there, the optimizer's own take them over.</summary>
        private void Load(StateDictionary own, Action<OptimizerOptions, int> fillOptions, Action<OptimizerState, int> fillState)
        {
            var options = own.Options.ConvertAll(one => one.Clone());
            for (var i = 0; i < options.Count; i++)
            {
                fillOptions(options[i], i);
            }
            var states = _parameter_groups.SelectMany((group, i) => group.Parameters.Select(parameter => NewState(parameter, options[i]))).ToList();
            for (var i = 0; i < states.Count; i++)
            {
                fillState(states[i], i);
            }
            for (var i = 0; i < options.Count; i++)
            {
                own.Options[i].LoadStateDict(options[i]);
            }
            for (var i = 0; i < states.Count; i++)
            {
                own.State[i].LoadStateDict(states[i]);
            }
        }

        private OptimizerState NewState(Parameter parameter, OptimizerOptions options)
        {
            var state = NewState(parameter);
            state.Initialize(options);
            return state;
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
            var values = parameter.AsDense();
            kernel(values, gradient.As(parameter.dtype).AsDense());
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
