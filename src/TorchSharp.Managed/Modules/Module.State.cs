// State dictionaries: the parameters and persistent buffers of a tree by name. Files of them: Module.Files.cs.

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>All parameters, then all persistent buffers, by path. The tensors themselves: what is written into them is written into the module.</summary>
            /// <exception cref="InvalidOperationException">One of them was disposed, or the module was.</exception>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                RequireStack("state_dict");
                RequireLive("state_dict");
                destination ??= [];
                foreach (var (name, value) in named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)).Concat(named_buffers(include_nonpersistent: false)))
                {
                    destination.TryAdd(string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}", value);
                }
                // A parameter that two modules share has a name in each, as in PyTorch.
                foreach (var (name, module) in named_children())
                {
                    module.state_dict(destination, string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}");
                }
                return destination;
            }

            /// <summary>The names leave out what was disposed, as in TorchSharp; a state without it would be a loss that nobody sees.</summary>
            private void RequireLive(string op)
            {
                foreach (var (name, parameter) in _parametersByName)
                {
                    parameter.Live(op, $"parameter \"{name}\" of {GetName()}");
                }
                foreach (var (name, buffer) in _buffers)
                {
                    buffer.Value.Live(op, $"buffer \"{name}\" of {GetName()}");
                }
            }

            /// <summary>Copies the values of a state dictionary into the module. Either all of them are copied, or none.</summary>
            /// <param name="strict">Whether the names must be exactly the module's.</param>
            /// <param name="skip">Names that are left as they are.</param>
            /// <returns>The names that the source lacks, and those that the module does not have.</returns>
            /// <exception cref="InvalidOperationException">Strict, and names are missing or unexpected; the message lists them.</exception>
            /// <exception cref="System.Runtime.InteropServices.ExternalException">A tensor has another shape than the module's; the message lists each.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                var destination = state_dict();
                var skipped = new HashSet<string>(skip ?? []);
                var missing = destination.Keys.Where(key => !source.ContainsKey(key) && !skipped.Contains(key)).ToList();
                var unexpected = source.Keys.Where(key => !destination.ContainsKey(key) && !skipped.Contains(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException($"load_state_dict: the names are not those of {GetName()}." +
                        (missing.Count > 0 ? $" Missing: {string.Join(", ", missing)}." : "") + (unexpected.Count > 0 ? $" Unexpected: {string.Join(", ", unexpected)}." : ""));
                }
                var common = destination.Where(entry => source.ContainsKey(entry.Key) && !skipped.Contains(entry.Key)).ToList();
                var misshapen = common.Where(entry => !source[entry.Key].Sizes.AsSpan().SequenceEqual(entry.Value.Sizes)).ToList();
                if (misshapen.Count > 0)
                {
                    throw Fail.Error("load_state_dict: " + string.Join("; ", misshapen.Select(entry => $"{entry.Key}: expected {Fail.Show(entry.Value.Sizes)}, got {Fail.Show(source[entry.Key].Sizes)}")));
                }
                common.ForEach(entry => source[entry.Key].Live("load_state_dict", $"source's tensor \"{entry.Key}\""));
                using var off = no_grad();
                foreach (var (key, value) in common)
                {
                    value.copy_(source[key]);
                }
                return (missing, unexpected);
            }
        }
    }
}
