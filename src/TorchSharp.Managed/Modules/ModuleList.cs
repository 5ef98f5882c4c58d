// Modules in a list, called 0, 1, 2, … in the paths of parameters.

using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A list of modules that registers them with the module that holds it. As in TorchSharp it registers when its owner does: what is added later is refused when the parameters are asked for.</summary>
    public class ModuleList<T> : nn.Module, IList<T> where T : nn.Module
    {
        private readonly List<T> _list;
        private bool _registered;

        public ModuleList(params T[] modules) : base("ModuleList") => _list = [.. NoNulls("ModuleList", modules)];

        public int Count => _list.Count;

        public bool IsReadOnly => false;

        public T this[int index]
        {
            get => _list[index];
            set => _list[index] = NotNull(value);
        }

        public void Add(T item) => _list.Add(NotNull(item));

        public void append(params T[] parameters) => _list.AddRange(NoNulls("append", parameters));

        public void extend(IEnumerable<T> modules) => _list.AddRange(NoNulls("extend", modules));

        public void Insert(int index, T item) => _list.Insert(index, NotNull(item));

        public bool Remove(T item) => _list.Remove(item);

        public void RemoveAt(int index) => _list.RemoveAt(index);

        public void Clear() => _list.Clear();

        public bool Contains(T item) => _list.Contains(item);

        public int IndexOf(T item) => _list.IndexOf(item);

        public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

        public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
            if (_registered)
            {
                return;
            }
            for (var i = 0; i < _list.Count; i++)
            {
                register_module($"{i}", _list[i]);
            }
            _registered = true;
        }

        internal override void RequireRegistered() => RequireHeld("ModuleList", _registered, _list);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
