// Modules by name, in the order in which they were added.

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, registered under those names with the module that holds the dictionary; see <see cref="ModuleList{T}"/> on when.</summary>
    public class ModuleDict<T> : nn.Module, IDictionary<string, T>, IList<(string, T)> where T : nn.Module
    {
        private readonly OrderedDictionary<string, T> _entries = [];
        private bool _registered;

        public ModuleDict() : base("ModuleDict")
        {
        }

        public int Count => _entries.Count;

        public bool IsReadOnly => false;

        public ICollection<string> Keys => _entries.Keys;

        public ICollection<T> Values => _entries.Values;

        public T this[string key]
        {
            get => _entries[key];
            set => _entries[key] = NotNull(value);
        }

        public (string, T) this[int index]
        {
            get => (_entries.GetAt(index).Key, _entries.GetAt(index).Value);
            set => _entries.SetAt(index, value.Item1, value.Item2);
        }

        public void Add(string key, T value) => _entries.Add(key, NotNull(value));

        public void Add((string, T) item) => _entries.Add(item.Item1, item.Item2);

        public void Add(KeyValuePair<string, T> item) => _entries.Add(item.Key, item.Value);

        public void Insert(int index, (string, T) item) => _entries.Insert(index, item.Item1, item.Item2);

        public bool Remove(string key) => _entries.Remove(key);

        public bool Remove((string, T) item) => Contains(item) && _entries.Remove(item.Item1);

        public bool Remove(KeyValuePair<string, T> item) => Remove((item.Key, item.Value));

        public void RemoveAt(int index) => _entries.RemoveAt(index);

        public void Clear() => _entries.Clear();

        public void clear() => Clear();

        public bool ContainsKey(string key) => _entries.ContainsKey(key);

        public bool Contains((string, T) item) => _entries.TryGetValue(item.Item1, out var value) && ReferenceEquals(value, item.Item2);

        public bool Contains(KeyValuePair<string, T> item) => Contains((item.Key, item.Value));

        public int IndexOf((string, T) item) => Contains(item) ? _entries.IndexOf(item.Item1) : -1;

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

        public void CopyTo((string, T)[] array, int arrayIndex) => Pairs().ToArray().CopyTo(array, arrayIndex);

        public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _entries.ToArray().CopyTo(array, arrayIndex);

        public IEnumerable<string> keys() => _entries.Keys;

        public IEnumerable<T> values() => _entries.Values;

        public IEnumerator<(string, T)> items() => GetEnumerator();

        public IEnumerator<(string, T)> GetEnumerator() => Pairs().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() => _entries.GetEnumerator();

        protected override void RegisterComponents()
        {
            if (_registered)
            {
                return;
            }
            foreach (var (key, module) in _entries)
            {
                register_module(key, module);
            }
            _registered = true;
        }

        internal override void RequireRegistered() => RequireHeld("ModuleDict", _registered, [.. _entries.Values]);

        private IEnumerable<(string, T)> Pairs() => _entries.Select(entry => (entry.Key, entry.Value));
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                ArgumentNullException.ThrowIfNull(modules);
                var result = new Modules.ModuleDict<T>();
                foreach (var module in modules)
                {
                    result.Add(module);
                }
                return result;
            }
        }
    }
}
