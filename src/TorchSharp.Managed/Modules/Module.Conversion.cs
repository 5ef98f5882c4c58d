// A module in another float type. There is one device here, the CPU.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Converts the parameters and float buffers of the whole tree. A converted parameter is a new object (as in TorchSharp), with its gradient converted too:
            /// make the optimizer after the conversion. Parameters that modules share stay shared.
            /// </summary>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                if (!dtype.IsFloat())
                {
                    throw new ArgumentException($"to: a module can be converted to Float32 or Float64, got {dtype}", nameof(dtype));
                }
                List<Module> tree = [this, .. Descendants()];
                tree.ForEach(module => module.RequireRegistered());
                var done = new Dictionary<Tensor, Tensor>(ReferenceEqualityComparer.Instance);
                tree.ForEach(module => module.Convert(dtype, done));
                return this;
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                Device.RequireCpu(device);
                return _to(dtype, non_blocking);
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                Device.RequireCpu(new Device(deviceType, deviceIndex));
                return this;
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                ArgumentNullException.ThrowIfNull(other);
                return _to(other.device, other.dtype, non_blocking);
            }

            /// <summary>What holds a parameter outside of the fields takes the new one over.</summary>
            private protected virtual void Replaced(string name, Tensor value)
            {
            }

            private void Convert(ScalarType dtype, Dictionary<Tensor, Tensor> done)
            {
                foreach (var (name, parameter) in _parametersByName.ToArray())
                {
                    _parametersByName[name] = (Parameter)Exchange(name, parameter, dtype, done);
                }
                foreach (var (name, (buffer, persistent)) in _buffers.Where(entry => entry.Value.Value.dtype.IsFloat()).ToArray())
                {
                    _buffers[name] = (Exchange(name, buffer, dtype, done), persistent);
                }
            }

            private Tensor Exchange(string name, Tensor old, ScalarType dtype, Dictionary<Tensor, Tensor> done)
            {
                old.Live("to", $"tensor \"{name}\"");
                if (old.dtype == dtype)
                {
                    return old;
                }
                if (!done.TryGetValue(old, out var converted))
                {
                    converted = old.detach().As(dtype);
                    converted = old is Parameter ? new Parameter(converted, old.requires_grad) { grad = old.Gradient?.As(dtype), IsHeld = true } : converted;
                    converted.DetachFromDisposeScope();
                    done.Add(old, converted);
                }
                foreach (var field in ComponentFields.Of(GetType()).Where(field => ReferenceEquals(field.GetValue(this), old)))
                {
                    field.SetValue(this, converted);
                }
                Replaced(name, converted);
                return converted;
            }
        }
    }
}

/// <summary>Conversions of modules that keep the module's type.</summary>
public static class ModuleExtensionMethods
{
    /// <inheritdoc cref="torch.nn.Module._to(torch.ScalarType, bool)"/>
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => (T)NotNull(module)._to(type, non_blocking);

    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module => (T)NotNull(module)._to(NotNull(device), type, non_blocking);

    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(device);
        torch.Device.RequireCpu(device);
        return module;
    }

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module => NotNull(module).to(new torch.Device(deviceType, deviceIndex), non_blocking);

    /// <summary>To the type and the device of the other tensor.</summary>
    public static T to<T>(this T module, torch.Tensor other, bool non_blocking = false) where T : torch.nn.Module => (T)NotNull(module)._to(other, non_blocking);

    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module => NotNull(module).to(new torch.Device(device), non_blocking);

    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => NotNull(module);

    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => NotNull(module).to(torch.ScalarType.Float32);

    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module => NotNull(module).to(torch.ScalarType.Float64);
}
