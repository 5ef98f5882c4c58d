// Parameters in a list, called 0, 1, 2, … in their paths.

using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A list of parameters that registers them with the module that holds it; see <see cref="ModuleList{T}"/> on when.</summary>
    public class ParameterList : nn.Module, IList<Parameter>
    {
        private readonly List<Parameter> _list;
        private bool _registered;

        public ParameterList(params Parameter[] parameters) : base("ParameterList") => _list = [.. NoNulls("ParameterList", parameters)];

        public int Count => _list.Count;

        public bool IsReadOnly => false;

        public Parameter this[int index]
        {
            get => _list[index];
            set => _list[index] = NotNull(value);
        }

        public void Add(Parameter item) => _list.Add(NotNull(item));

        public void append(params Parameter[] parameters) => _list.AddRange(NoNulls("append", parameters));

        public void extend(IEnumerable<Parameter> parameters) => _list.AddRange(NoNulls("extend", parameters));

        public void Insert(int index, Parameter item) => _list.Insert(index, NotNull(item));

        public bool Remove(Parameter item) => _list.Remove(item);

        public void RemoveAt(int index) => _list.RemoveAt(index);

        public void Clear() => _list.Clear();

        public bool Contains(Parameter item) => _list.Contains(item);

        public int IndexOf(Parameter item) => _list.IndexOf(item);

        public void CopyTo(Parameter[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

        public IEnumerator<Parameter> GetEnumerator() => _list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        protected override void RegisterComponents()
        {
            if (_registered)
            {
                return;
            }
            for (var i = 0; i < _list.Count; i++)
            {
                register_parameter($"{i}", _list[i]);
            }
            _registered = true;
        }

        internal override void RequireRegistered() => RequireHeld("ParameterList", _registered, _list);

        private protected override void Replaced(string name, Tensor value) => _list[int.Parse(name)] = (Parameter)value;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ParameterList ParameterList(params Modules.Parameter[] parameters) => new(parameters);
        }
    }
}
