// Modules may be nested as deep as memory lasts, and never inside themselves. The walks that a class may override (names, training mode, forward) call each other from
// module to child, so their depth is the stack's: near its end they stop with an exception, where .NET would end the process.

using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <exception cref="InvalidOperationException">The stack is nearly used up.</exception>
            private protected void RequireStack(string walk)
            {
                if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                {
                    throw new InvalidOperationException($"{walk}: the modules around this {GetName()} are nested too deeply for the stack of this thread. " +
                        "Put them one after the other (Sequential, ModuleList), or work on a thread with a larger stack.");
                }
            }

            /// <summary>A module that nobody holds cannot be below another one, so most registrations need no search.</summary>
            private void RequireNoCycle(string name, Module submodule)
            {
                if (ReferenceEquals(this, submodule) || (_isHeld && submodule.Descendants().Contains(this)))
                {
                    throw new InvalidOperationException($"register_module: \"{name}\" is or holds the {GetName()} that it is to be part of: a module cannot stand inside itself");
                }
            }

            /// <summary>All modules below this one, each once: the children, then theirs, and so on. Needs no stack.</summary>
            /// <param name="wanted">What is not wanted is left out with all below it.</param>
            private IEnumerable<Module> Descendants(Predicate<Module>? wanted = null)
            {
                var seen = new HashSet<Module>(ReferenceEqualityComparer.Instance);
                var open = new Queue<Module>([this]);
                while (open.TryDequeue(out var module))
                {
                    foreach (var child in module._modules.Values)
                    {
                        if (wanted?.Invoke(child) != false && seen.Add(child))
                        {
                            yield return child;
                            open.Enqueue(child);
                        }
                    }
                }
            }
        }
    }
}
