// Who is in the tree of a module, and under which name.

using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children()
            {
                RequireRegistered();
                return [.. _modules.Select(entry => (entry.Key, entry.Value))];
            }

            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            /// <summary>All modules below this one, with their paths; this one itself is not among them (in PyTorch it is). First the children, then what is below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                RequireStack("named_modules");
                var children = named_children().ToArray();
                return [.. children, .. children.SelectMany(child => child.module.named_modules().Select(below => ($"{child.name}.{below.name}", below.module)))];
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>The parameters with their paths, each once (under its first name, where two modules share one), in the order of registration.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                RequireStack("named_parameters");
                RequireRegistered();
                var own = _parametersByName.Select(entry => (entry.Key, entry.Value));
                return Once(recurse ? own.Concat(Below(child => child.named_parameters())) : own);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);

            /// <summary>The buffers with their paths: tensors that belong to a module and are not trained.</summary>
            /// <param name="include_nonpersistent">Also those that stay out of the state dictionary. (TorchSharp 0.107 leaves them out in either case.)</param>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                RequireStack("named_buffers");
                RequireRegistered();
                var own = _buffers.Where(entry => include_nonpersistent || entry.Value.Persistent).Select(entry => (entry.Key, entry.Value.Value));
                return Once(recurse ? own.Concat(Below(child => child.named_buffers(true, include_nonpersistent))) : own);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual bool has_parameter(string target) => get_parameter(NotNull(target)) is not null;

            public virtual bool has_buffer(string target) => get_buffer(NotNull(target)) is not null;

            /// <summary>The parameter at a path such as "encoder.0.weight"; null where there is none.</summary>
            public virtual Parameter? get_parameter(string target) => Owner(NotNull(target), out var last)?._parametersByName.GetValueOrDefault(last);

            public virtual Tensor? get_buffer(string target) => Owner(NotNull(target), out var last)?._buffers.GetValueOrDefault(last).Value;

            private IEnumerable<(string, T)> Below<T>(Func<Module, IEnumerable<(string, T)>> of) =>
                _modules.SelectMany(child => of(child.Value).Select(entry => ($"{child.Key}.{entry.Item1}", entry.Item2)));

            /// <summary>Lists at once, so that what is asked in a foreach may change the module.</summary>
            private static List<(string, T)> Once<T>(IEnumerable<(string, T)> entries) where T : Tensor
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                return [.. entries.Where(entry => !entry.Item2.IsInvalid && seen.Add(entry.Item2))];
            }

            private Module? Owner(string path, out string last)
            {
                var steps = path.Split('.');
                last = steps[^1];
                var module = this;
                foreach (var step in steps[..^1])
                {
                    if (!module._modules.TryGetValue(step, out module!))
                    {
                        return null;
                    }
                }
                return module;
            }
        }
    }
}
