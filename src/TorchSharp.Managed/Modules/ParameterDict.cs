// Parameters by name, in the order in which they were added.

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters by name, registered under those names with the module that holds the dictionary; see <see cref="ModuleList{T}"/> on when.</summary>
public class ParameterDict : nn.Module, IDictionary<string, Parameter>, IList<(string, Parameter)>
{
    private readonly OrderedDictionary<string, Parameter> _entries = [];
    private bool _registered;

    public ParameterDict() : base("ParameterDict")
    {
    }

    public int Count => _entries.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => _entries.Keys;

    public ICollection<Parameter> Values => _entries.Values;

    public Parameter this[string key]
    {
        get => _entries[key];
        set => _entries[key] = NotNull(value);
    }

    public (string, Parameter) this[int index]
    {
        get => (_entries.GetAt(index).Key, _entries.GetAt(index).Value);
        set => _entries.SetAt(index, value.Item1, value.Item2);
    }

    public void Add(string key, Parameter value) => _entries.Add(key, NotNull(value));

    public void Add((string, Parameter) item) => _entries.Add(item.Item1, item.Item2);

    public void Add(KeyValuePair<string, Parameter> item) => _entries.Add(item.Key, item.Value);

    public void Insert(int index, (string, Parameter) item) => _entries.Insert(index, item.Item1, item.Item2);

    public bool Remove(string key) => _entries.Remove(key);

    public bool Remove((string, Parameter) item) => Contains(item) && _entries.Remove(item.Item1);

    public bool Remove(KeyValuePair<string, Parameter> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index) => _entries.RemoveAt(index);

    public void Clear() => _entries.Clear();

    public void clear() => Clear();

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool Contains((string, Parameter) item) => _entries.TryGetValue(item.Item1, out var value) && ReferenceEquals(value, item.Item2);

    public bool Contains(KeyValuePair<string, Parameter> item) => Contains((item.Key, item.Value));

    public int IndexOf((string, Parameter) item) => Contains(item) ? _entries.IndexOf(item.Item1) : -1;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) => _entries.TryGetValue(key, out value);

    public void CopyTo((string, Parameter)[] array, int arrayIndex) => Pairs().ToArray().CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => _entries.ToArray().CopyTo(array, arrayIndex);

    public IEnumerable<string> keys() => _entries.Keys;

    public IEnumerable<Parameter> values() => _entries.Values;

    public IEnumerator<(string, Parameter)> items() => GetEnumerator();

    public IEnumerator<(string, Parameter)> GetEnumerator() => Pairs().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerator<KeyValuePair<string, Parameter>> IEnumerable<KeyValuePair<string, Parameter>>.GetEnumerator() => _entries.GetEnumerator();

    protected override void RegisterComponents()
    {
        if (_registered)
        {
            return;
        }
        foreach (var (key, parameter) in _entries)
        {
            register_parameter(key, parameter);
        }
        _registered = true;
    }

    internal override void RequireRegistered() => RequireHeld("ParameterDict", _registered, [.. _entries.Values]);

    private protected override void Replaced(string name, Tensor value) => _entries[name] = (Parameter)value;

    private IEnumerable<(string, Parameter)> Pairs() => _entries.Select(entry => (entry.Key, entry.Value));
}
