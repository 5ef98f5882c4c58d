// The base of all layers and models: a tree of modules, each with parameters and buffers of its own. This file: how components are registered, and what is
// done to the whole tree (training mode, apply, gradients to zero). Beside it: Module.Names.cs (who is in the tree, under which name), Module.State.cs
// (state dictionaries and files), Module.Conversion.cs (to another type), Module.Calls.cs (forward and hooks), Module.Nesting.cs (how deep,
// and never in itself), Unregistered.cs (the forgotten layer).
//
// Names and order are TorchSharp's, so that its files fit: a component is called by its field (underscores and all) or its [ComponentName]; parameters come
// depth first in the order of registration.

using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a model. A derived class holds its layers, parameters and buffers in fields (one each: a list of layers must be a ModuleList), and its constructor ends with
        /// <c>RegisterComponents()</c>. Forgetting either is an error when the parameters are asked for (in TorchSharp it silently trains nothing).
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Module> _modules = [];
            private readonly OrderedDictionary<string, Parameter> _parametersByName = [];
            private readonly OrderedDictionary<string, (Tensor Value, bool Persistent)> _buffers = [];
            private bool _areComponentsRegistered;
            private bool _isHeld;
            private bool _isDisposed;

            protected string name;

            /// <param name="name">Shown by <see cref="GetName"/>; it plays no part in the names of parameters.</param>
            protected Module(string name) => this.name = name;

            /// <summary>Whether dropout drops. True from the start.</summary>
            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => string.IsNullOrEmpty(name) ? GetType().Name : name;

            /// <summary>
            /// Registers what the fields hold (also private and inherited ones, and those behind auto-properties): modules, parameters, and plain tensors as buffers.
            /// To be called at the end of the constructor; what is assigned later is not seen, and refused when the parameters are asked for (Unregistered.cs).
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_areComponentsRegistered)
                {
                    return;
                }
                foreach (var field in ComponentFields.Of(GetType()))
                {
                    var component = field.GetCustomAttribute<Utils.ComponentNameAttribute>()?.Name ?? field.Name;
                    if (_modules.ContainsKey(component) || _parametersByName.ContainsKey(component) || _buffers.ContainsKey(component))
                    {
                        continue;
                    }
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(component, module); break;
                        case Parameter parameter: register_parameter(component, parameter); break;
                        case Tensor tensor: register_buffer(component, tensor); break;
                        default: break;
                    }
                }
                _areComponentsRegistered = true;
            }

            /// <exception cref="ArgumentException">The name is empty or contains a dot.</exception>
            /// <exception cref="InvalidOperationException">There is a module of that name already, or the module would stand inside itself.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                if (string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"register_module: a module's name must not be empty or contain a dot, got \"{name}\"", nameof(name));
                }
                if (_modules.ContainsKey(name))
                {
                    throw new InvalidOperationException($"register_module: {GetName()} has a module \"{name}\" already");
                }
                RequireNoCycle(name, submodule);
                RequireStack("register_module");
                var wasHeld = submodule._isHeld;
                _modules.Add(name, submodule);
                submodule._isHeld = true;
                var isComplete = false;
                try
                {
                    submodule.RegisterComponents();
                    isComplete = true;
                }
                finally
                {
                    if (!isComplete)
                    {
                        _modules.Remove(name);
                        submodule._isHeld = wasHeld;
                    }
                }
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_parameter(string name, Parameter param)
            {
                RequireLive(name, param);
                if (!_parametersByName.TryAdd(name, param))
                {
                    throw new InvalidOperationException($"register_parameter: {GetName()} has a parameter \"{name}\" already");
                }
                param.IsHeld = true;
            }

            /// <param name="persistent">Whether it belongs into the state dictionary.</param>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                RequireLive(name, tensor);
                if (!_buffers.TryAdd(name, (tensor, persistent)))
                {
                    throw new InvalidOperationException($"register_buffer: {GetName()} has a buffer \"{name}\" already");
                }
            }

            /// <summary>Switches this module and all below it to training mode (dropout drops), or out of it.</summary>
            public virtual void train(bool train = true)
            {
                RequireStack("train");
                RequireRegistered();
                training = train;
                foreach (var module in _modules.Values)
                {
                    module.train(train);
                }
            }

            public virtual void eval() => train(false);

            /// <summary>Calls the function with every module of the tree, children first.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                ArgumentNullException.ThrowIfNull(fn);
                RequireStack("apply");
                RequireRegistered();
                foreach (var module in _modules.Values)
                {
                    module.apply(fn);
                }
                fn(this);
                return this;
            }

            /// <summary>Forgets the gradients, or (set_to_none: false) fills them with 0.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    Gradients.Clear(parameter, set_to_none);
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (_isDisposed)
                {
                    return;
                }
                _isDisposed = true;
                foreach (var parameter in _parametersByName.Values)
                {
                    parameter.Dispose();
                }
                foreach (var buffer in _buffers.Values)
                {
                    buffer.Value.Dispose();
                }
                // The deepest first, so that each finds its own children disposed: no tree is too deep.
                foreach (var module in Descendants(module => !module._isDisposed).Reverse())
                {
                    module.Dispose();
                }
            }

            protected void ClearModules() => _modules.Clear();

            /// <summary>Sets the parameter of that name, whether there is one or not; null takes it away.</summary>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null)
                {
                    _parametersByName.Remove(name);
                }
                else
                {
                    _parametersByName[name] = value;
                    value.IsHeld = true;
                }
            }

            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null)
                {
                    _buffers.Remove(name);
                }
                else
                {
                    _buffers[name] = (value, persistent);
                }
            }

            private void RequireLive(string name, Tensor value)
            {
                ArgumentNullException.ThrowIfNull(value);
                if (value.IsInvalid)
                {
                    throw new ArgumentNullException(nameof(value), $"{GetName()}: \"{name}\" was disposed, or handed on to a Parameter, before it was registered");
                }
            }
        }
    }
}
