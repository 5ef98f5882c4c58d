// Modules one after the other: the result of each is the input of the next.

using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A chain of modules from tensor to tensor, called 0, 1, 2, … or by names of their own. Made by <see cref="nn.Sequential()"/>.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<(string Name, nn.IModule<Tensor, Tensor> Module)> _chain = [];

        protected Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules) : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
            {
                append(name, module);
            }
        }

        protected Sequential(params nn.Module<Tensor, Tensor>[] modules) : base(nameof(Sequential))
        {
            foreach (var module in modules)
            {
                append(module);
            }
        }

        public int Count => _chain.Count;

        [IndexerName("SequentialItems")]
        public nn.IModule<Tensor, Tensor> this[int index] => _chain[index].Module;

        /// <summary>A chain of some of these modules, which both then share.</summary>
        [IndexerName("SequentialItems")]
        public Sequential this[(int? start, int? end) index] => this[(index.start ?? 0)..(index.end ?? Count)];

        [IndexerName("SequentialItems")]
        public Sequential this[Range index]
        {
            get
            {
                var (start, length) = index.GetOffsetAndLength(Count);
                var result = new Sequential(Array.Empty<nn.Module<Tensor, Tensor>>());
                foreach (var (name, module) in _chain.GetRange(start, length))
                {
                    result.append(name, module);
                }
                return result;
            }
        }

        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            ArgumentNullException.ThrowIfNull(module);
            // TorchSharp's Sequential does not register what its modules hold, so a module must have done so itself.
            ((nn.Module)module).RequireRegistered();
            register_module(name, (nn.Module)module);
            _chain.Add((name, module));
            return this;
        }

        public Sequential append(nn.IModule<Tensor, Tensor> module) => append($"{_chain.Count}", NotNull(module));

        public override Tensor forward(Tensor tensor)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            var result = _chain.Count == 0 ? tensor.alias() : tensor;
            foreach (var (_, module) in _chain)
            {
                result = module.call(result);
            }
            return result;
        }

        internal static Sequential Empty() => new(Array.Empty<nn.Module<Tensor, Tensor>>());
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Sequential Sequential() => Modules.Sequential.Empty();

            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Modules.Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) => Sequential(modules.Select(pair => (pair.Item1, pair.Item2)));

            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => modules.Aggregate(Sequential(), (chain, pair) => chain.append(pair.name, pair.submodule));

            public static Modules.Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) => Sequential(modules.Select(pair => (pair.Item1, pair.Item2)));

            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => NoNulls("Sequential", modules).Aggregate(Sequential(), (chain, module) => chain.append(module));
        }
    }
}
