// The forgotten layer. A module finds its layers by reflection over its fields when RegisterComponents runs; a layer in a list or an array, or in a class that
// never called RegisterComponents, is not found, and would be neither trained nor saved. TorchSharp says nothing; here the parameters are refused with the cure.
//
// What is complained about: (1) a field with a module or parameter, in a class where registration never ran and that knows this component under no name;
// (2) a collection that holds modules or parameters which are nowhere in the tree. A list that merely repeats registered layers is fine, and so are plain tensors
// and whatever is assigned to a field after registration.

using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The fields of a type and its bases that may hold components, in the order in which they register: the type's own first.</summary>
internal static class ComponentFields
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = new();

    internal static FieldInfo[] Of(Type type) => s_fields.GetOrAdd(type, static type =>
    {
        var names = new HashSet<string>();
        var fields = new List<FieldInfo>();
        for (var level = type; level is not null && !IsOfEngine(level); level = level.BaseType)
        {
            var own = level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            fields.AddRange(own.Where(field => !field.FieldType.IsValueType && field.FieldType != typeof(string) && names.Add(field.Name)));
        }
        return [.. fields];
    });

    /// <summary>The engine's own classes register what they hold by name.</summary>
    private static bool IsOfEngine(Type type) => type.Assembly == typeof(ComponentFields).Assembly;
}

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <exception cref="InvalidOperationException">A layer or parameter of this module was never registered.</exception>
            internal virtual void RequireRegistered()
            {
                foreach (var field in ComponentFields.Of(GetType()))
                {
                    var value = field.GetValue(this);
                    if (value is Module or Modules.Parameter)
                    {
                        if (!_areComponentsRegistered && !Knows(value))
                        {
                            throw new InvalidOperationException($"{GetType().Name}: {Describe(field, value)} was never registered, so it would be neither trained nor saved. " +
                                "End the constructor with RegisterComponents().");
                        }
                    }
                    else if (Elements(value) is { } elements && elements.FirstOrDefault(element => !Knows(element)) is { } lost)
                    {
                        throw new InvalidOperationException($"{GetType().Name}: {Describe(field, value!)} holds a {lost.GetType().Name} that was never registered, so it would be neither trained nor saved. " +
                            $"Fields are searched, lists and arrays are not: make it a {(lost is Modules.Parameter ? "ParameterList" : "ModuleList")} (torch.nn.{(lost is Modules.Parameter ? "ParameterList" : "ModuleList")}), or register each element by name.");
                    }
                }
            }

            /// <summary>The same for the engine's own collections, which register their elements together with the module that holds them.</summary>
            private protected void RequireHeld(string collection, bool registered, IReadOnlyList<object> elements)
            {
                if (elements.FirstOrDefault(element => !Knows(element)) is { } lost)
                {
                    throw new InvalidOperationException($"{collection}: holds a {lost.GetType().Name} that was never registered, so it would be neither trained nor saved. " +
                        (registered ? $"A {collection} takes in its elements when the module that holds it is registered: add them before RegisterComponents()."
                            : $"A {collection} takes in its elements when the module that holds it is registered: make it a field of a module whose constructor ends with RegisterComponents()."));
                }
            }

            private static string Describe(FieldInfo field, object value)
            {
                var name = field.Name.StartsWith('<') ? $"property {field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)]}" : $"field {field.Name}";
                return $"{name} ({value.GetType().Name.Split('`')[0]})";
            }

            /// <summary>The modules and parameters in a collection; null for anything else.</summary>
            private static IEnumerable<object>? Elements(object? value) => value switch
            {
                Module or Tensor => null,
                IDictionary map => map.Values.OfType<object>().Where(element => element is Module or Modules.Parameter),
                ICollection many => many.OfType<object>().Where(element => element is Module or Modules.Parameter),
                _ => null,
            };

            private bool Knows(object component) =>
                _parametersByName.Values.Contains(component, ReferenceEqualityComparer.Instance)
                || Descendants().Any(module => ReferenceEquals(module, component) || module._parametersByName.Values.Contains(component, ReferenceEqualityComparer.Instance));
        }
    }
}
