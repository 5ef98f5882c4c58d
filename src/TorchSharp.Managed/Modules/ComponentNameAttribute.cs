// The name of a component in state dictionaries, where it should not be the field's.

namespace TorchSharp.Utils;

/// <summary>On a field that holds a module, a parameter or a buffer: the name to register it under. On an auto-property write <c>[field: ComponentName(…)]</c>, else it is called by its backing field.</summary>
[AttributeUsage(AttributeTargets.Field)]
public class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
