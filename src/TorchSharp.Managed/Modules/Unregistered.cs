// The forgotten layer. A module finds its layers by reflection over its fields when RegisterComponents runs; a layer in a list or a tuple, one that is assigned later,
// or one in a class that never called RegisterComponents, is not found, and would be neither trained nor saved. TorchSharp says nothing; here the parameters are
// refused with the cure.
//
// The rule: every module and parameter that an object holds, in a field or in the collections, tuples and structs that lie in its fields, must be in its tree, under
// whatever name. Two kinds are not its own, and so no mistake: what another module has registered (it is trained and saved there: a tied embedding, a list of
// someone's layers), and a module that holds this one (its parent). For more than that there is WeakReference, which is not looked into; neither are delegates,
// and objects of other classes that are no collections.

using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The fields of a type and its bases in which components may lie, in the order in which they register: the type's own first.</summary>
internal static class ComponentFields
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> s_fields = new();
    private static readonly ConcurrentDictionary<Type, bool> s_canHold = new();

    internal static FieldInfo[] Of(Type type) => s_fields.GetOrAdd(type, static type =>
    {
        var names = new HashSet<string>();
        var fields = new List<FieldInfo>();
        for (var level = type; level is not null && !IsOfEngine(level); level = level.BaseType)
        {
            var own = level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            fields.AddRange(own.Where(field => CanHold(field.FieldType) && names.Add(field.Name)));
        }
        return [.. fields];
    });

    /// <summary>Whether a value of this type can be or hold a component. A collection of a million numbers need not be searched.</summary>
    internal static bool CanHold(Type type) => s_canHold.GetOrAdd(type, static type =>
        type == typeof(object) || IsComponent(type) || type.IsAssignableFrom(typeof(nn.Module)) || type.IsAssignableFrom(typeof(Parameter))
        || (type.IsArray ? CanHold(type.GetElementType()!)
            : type.IsValueType ? !type.IsPrimitive && !type.IsEnum && !IsOfEngine(type) && OfStruct(type).Any(field => !field.FieldType.IsValueType || CanHold(field.FieldType))
            : type.IsGenericType && IsOfSystem(type) ? type.GetGenericArguments().Any(CanHold)
            : type != typeof(string) && (type.IsInterface || (typeof(IEnumerable).IsAssignableFrom(type) && !IsOfEngine(type)))));

    internal static bool IsComponent(Type type) => typeof(nn.Module).IsAssignableFrom(type) || typeof(Parameter).IsAssignableFrom(type);

    internal static FieldInfo[] OfStruct(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static bool IsOfSystem(Type type) => type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;

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
                        if (!Knows(value) && !IsElsewhere(value))
                        {
                            throw new InvalidOperationException($"{GetType().Name}: {Describe(field, value)} was never registered, so it would be neither trained nor saved. " +
                                (_areComponentsRegistered ? "It was assigned after RegisterComponents(): assign it before, or register it by name." : "End the constructor with RegisterComponents()."));
                        }
                    }
                    else if (Components(value).FirstOrDefault(component => !Knows(component) && !IsElsewhere(component)) is { } lost)
                    {
                        var list = lost is Modules.Parameter ? "ParameterList" : "ModuleList";
                        throw new InvalidOperationException($"{GetType().Name}: {Describe(field, value!)} holds a {lost.GetType().Name} that was never registered, so it would be neither trained nor saved. " +
                            $"What stands in a field by itself is registered, what lies in a collection, a tuple or a struct is not: make it a {list} (torch.nn.{list}), or register each element by name.");
                    }
                    else if (LaterMade(value) is { } type)
                    {
                        throw new InvalidOperationException($"{GetType().Name}: {Describe(field, value!)} makes its {type.Name} after the fields were registered, so it would be neither trained nor saved. Make it in the constructor.");
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

            /// <summary>The modules and parameters in a collection, a tuple, a struct or a Lazy, and in what of these lies in it. Sequences that are computed on demand are left alone.</summary>
            private static IEnumerable<object> Components(object? value)
            {
                var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
                var open = new Stack<object?>([value]);
                while (open.TryPop(out var next))
                {
                    if (next is Module or Modules.Parameter)
                    {
                        yield return next;
                    }
                    else if (next is not (null or Tensor) && ComponentFields.CanHold(next.GetType()) && (next is ValueType || seen.Add(next)))
                    {
                        foreach (var part in Parts(next))
                        {
                            open.Push(part);
                        }
                    }
                }
            }

            private static IEnumerable<object?> Parts(object value) => value switch
            {
                ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => tuple[i]),
                ValueType => ComponentFields.OfStruct(value.GetType()).Where(field => ComponentFields.CanHold(field.FieldType)).Select(field => field.GetValue(value)),
                IEnumerable many when IsCollection(many) => many.Cast<object?>(),
                _ when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Lazy<>) && IsMade(value) => [type.GetProperty(nameof(Lazy<int>.Value))!.GetValue(value)],
                _ => [],
            };

            private static bool IsCollection(IEnumerable value) => value is ICollection || value.GetType().GetInterfaces().Any(type =>
                type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ICollection<>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)));

            private static bool IsMade(object lazy) => (bool)lazy.GetType().GetProperty(nameof(Lazy<int>.IsValueCreated))!.GetValue(lazy)!;

            /// <summary>The component that a Lazy will make.</summary>
            private static Type? LaterMade(object? value) =>
                value?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Lazy<>) && ComponentFields.IsComponent(type.GetGenericArguments()[0]) && !IsMade(value)
                    ? type.GetGenericArguments()[0]
                    : null;

            private bool Knows(object component) =>
                _parametersByName.Values.Contains(component, ReferenceEqualityComparer.Instance)
                || Descendants().Any(module => ReferenceEquals(module, component) || module._parametersByName.Values.Contains(component, ReferenceEqualityComparer.Instance));

            /// <summary>Registered with another module, or one of those that hold this one.</summary>
            private bool IsElsewhere(object component) => component is Module module
                ? module._isHeld || ReferenceEquals(module, this) || (_isHeld && module.Descendants().Contains(this))
                : component is Modules.Parameter { IsHeld: true };
        }
    }
}
