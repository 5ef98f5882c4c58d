// The walk backwards. All nodes that lead to the results are collected with a stack of their own (a graph of 100,000 nodes must not overflow the thread's), and
// visited from the youngest to the oldest: by then each has the whole of its gradient. Where only some inputs' gradients are wanted, nodes that lead to none
// of them are neither visited nor released. Intermediate gradients live in a dispose scope, so that their buffers serve the next node.

using static TorchSharp.torch;

namespace TorchSharp;

internal sealed class BackwardPass
{
    private readonly Dictionary<Node, Tensor> _gradients = [];
    private readonly bool _createGraph;

    // What is wanted: each input's number, by the node that computed it or, for a leaf, by the leaf. Null: the gradient of every leaf, in its .grad.
    private readonly ILookup<object, int>? _wanted;
    private readonly Tensor?[] _found;

    private BackwardPass(string op, bool createGraph, IList<Tensor>? wanted)
    {
        _createGraph = createGraph;
        _found = new Tensor?[wanted?.Count ?? 0];
        if (wanted is null)
        {
            return;
        }
        for (var i = 0; i < wanted.Count; i++)
        {
            if (!wanted[i].requires_grad)
            {
                throw Fail.Error($"{op}: input {i} of shape {Fail.Show(wanted[i].Sizes)} does not require grad");
            }
        }
        _wanted = wanted.Count > 0
            ? Enumerable.Range(0, wanted.Count).ToLookup(i => wanted[i].Node ?? (object)wanted[i].Origin, ReferenceEqualityComparer.Instance)
            : throw Fail.Error($"{op}: the list of inputs is empty; name at least one");
    }

    /// <summary>Adds the gradients of the roots to the .grad of the leaves; of the inputs alone, where they are named.</summary>
    internal static void Accumulate(string op, IList<Tensor> roots, IList<Tensor>? seeds, bool retainGraph, bool createGraph, IList<Tensor>? inputs)
    {
        var gradients = Run(op, roots, seeds, retainGraph, createGraph, inputs);
        using var mode = new GradMode(createGraph);
        // An input that is named twice gets its gradient once.
        foreach (var (input, gradient) in (inputs ?? []).Zip(gradients).DistinctBy(pair => pair.First.Origin))
        {
            if (gradient is not null)
            {
                input.Origin.Accumulate(gradient);
            }
        }
    }

    /// <summary>The gradients of the roots with respect to the inputs; null for one that they do not depend on.</summary>
    internal static Tensor?[] Gradients(string op, IList<Tensor> roots, IList<Tensor>? seeds, bool retainGraph, bool createGraph, IList<Tensor> inputs) =>
        Run(op, roots, seeds, retainGraph, createGraph, inputs);

    private static Tensor?[] Run(string op, IList<Tensor> roots, IList<Tensor>? seeds, bool retainGraph, bool createGraph, IList<Tensor>? wanted)
    {
        roots = NoNulls(op, roots);
        var pass = new BackwardPass(op, createGraph, wanted is null ? null : LiveTensors(op, wanted));
        using var mode = new GradMode(createGraph);
        using var scope = NewDisposeScope();
        var nodes = pass.Collect(op, roots, seeds);
        var useful = pass.Useful(nodes);
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            pass.Visit(nodes[i], useful);
            if (!retainGraph && !createGraph && useful?.Contains(nodes[i]) != false)
            {
                nodes[i].Release();
            }
        }
        if (createGraph)
        {
            scope.DetachAll();
        }
        return pass._found;
    }

    /// <summary>Seeds the roots, and lists every node that they depend on, oldest first.</summary>
    private List<Node> Collect(string op, IList<Tensor> roots, IList<Tensor>? seeds)
    {
        var seen = new HashSet<Node>();
        var stack = new Stack<Node>();
        for (var i = 0; i < roots.Count; i++)
        {
            var root = roots[i].Live(op);
            if (!root.requires_grad)
            {
                throw Fail.Error($"{op}: the tensor of shape {Fail.Show(root.Sizes)} does not require grad and was not computed from one that does");
            }
            var seed = Seed(op, root, seeds?[i]);
            if (root.Node is not { } node)
            {
                Deliver(root.Origin, seed);
                continue;
            }
            Add(node, seed);
            if (seen.Add(node))
            {
                stack.Push(node);
            }
        }
        while (stack.TryPop(out var node))
        {
            foreach (var parent in node.Parents)
            {
                if (parent is not null && seen.Add(parent))
                {
                    stack.Push(parent);
                }
            }
        }
        var order = new List<Node>(seen);
        order.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return order;
    }

    /// <summary>The nodes below which something wanted lies; null for all.</summary>
    private HashSet<Node>? Useful(List<Node> oldestFirst)
    {
        if (_wanted is null)
        {
            return null;
        }
        var useful = new HashSet<Node>();
        foreach (var node in oldestFirst)
        {
            for (var i = 0; i < node.Parents.Length; i++)
            {
                if ((node.Parents[i] ?? (object?)node.Leaf(i)) is { } below && (_wanted.Contains(below) || (below is Node parent && useful.Contains(parent))))
                {
                    useful.Add(node);
                    break;
                }
            }
        }
        return useful;
    }

    private static Tensor Seed(string op, Tensor root, Tensor? seed)
    {
        if (seed is null)
        {
            return root.Count == 1
                ? ones_like(root)
                : throw Fail.Error($"{op}: a gradient can be made up only for a single number, and this tensor has shape {Fail.Show(root.Sizes)}: reduce it (sum, mean), or give its gradient");
        }
        return seed.Live(op, "gradient").Sizes.AsSpan().SequenceEqual(root.Sizes)
            ? seed.As(root.dtype).alias()
            : throw Fail.Error($"{op}: the gradient has shape {Fail.Show(seed.Sizes)}, the tensor {Fail.Show(root.Sizes)}; they must be equal");
    }

    /// <summary>The gradient of one node's result becomes its inputs' gradients. Everything made on the way is disposed at once.</summary>
    private void Visit(Node node, HashSet<Node>? useful)
    {
        if (!_gradients.Remove(node, out var gradient))
        {
            return;
        }
        if (_wanted is null)
        {
            node.Retained?.Accumulate(gradient);
        }
        else
        {
            Keep(node, gradient);
            if (!useful!.Contains(node))
            {
                return;
            }
        }
        using var scope = NewDisposeScope();
        var results = node.Backward(gradient);
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is not { } result)
            {
                continue;
            }
            // What a node passes on unchanged gets a handle of its own, since this one is disposed below.
            result = ReferenceEquals(result, gradient) ? result.alias() : result;
            if (node.Parents[i] is { } parent)
            {
                scope.MoveToOuter(result);
                Add(parent, result);
            }
            else if (node.Leaf(i) is { } leaf)
            {
                Deliver(leaf, result);
            }
        }
        if (_createGraph)
        {
            scope.DetachAll();
        }
        else
        {
            gradient.Dispose();
        }
    }

    /// <summary>Gradients that meet at a node add up.</summary>
    private void Add(Node node, Tensor gradient)
    {
        if (!_gradients.TryGetValue(node, out var before))
        {
            _gradients[node] = gradient;
            return;
        }
        _gradients[node] = (before + gradient).MoveToOuterDisposeScope();
        if (!_createGraph)
        {
            before.Dispose();
            gradient.Dispose();
        }
    }

    /// <summary>A gradient has reached a leaf. One that was frozen since takes none, as in PyTorch.</summary>
    private void Deliver(Tensor leaf, Tensor gradient)
    {
        if (_wanted is not null)
        {
            Keep(leaf, gradient);
        }
        else if (leaf.requires_grad)
        {
            leaf.Accumulate(gradient);
        }
    }

    /// <summary>Adds to what was found for the inputs that this node computed, or that are this leaf. Each has a handle of its own.</summary>
    private void Keep(object nodeOrLeaf, Tensor gradient)
    {
        foreach (var i in _wanted![nodeOrLeaf])
        {
            var sum = _found[i] is { } before ? before + gradient : _createGraph ? gradient.alias() : gradient.detach();
            _found[i] = sum.DetachFromDisposeScope();
        }
    }
}
