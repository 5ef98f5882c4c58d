// The walk backwards. All nodes that lead to the results are collected with a stack of their own (a graph of 100,000 nodes must not overflow the thread's), and
// visited from the youngest to the oldest: by then each has the whole of its gradient. Intermediate gradients live in a dispose scope, so that their
// buffers serve the next node.

using static TorchSharp.torch;

namespace TorchSharp;

internal sealed class BackwardPass
{
    private readonly Dictionary<Node, Tensor> _gradients = [];
    private readonly Dictionary<Tensor, Tensor?>? _wanted;
    private readonly bool _createGraph;

    private BackwardPass(bool createGraph, IList<Tensor>? wanted)
    {
        _createGraph = createGraph;
        if (wanted is not null)
        {
            _wanted = new Dictionary<Tensor, Tensor?>(ReferenceEqualityComparer.Instance);
            foreach (var input in wanted)
            {
                _wanted[input] = null;
            }
        }
    }

    /// <summary>Adds the gradients of the roots to the .grad of the leaves; or, where inputs are wanted, returns theirs instead (null: not reached).</summary>
    internal static Tensor?[] Run(string op, IList<Tensor> roots, IList<Tensor>? seeds, bool retainGraph, bool createGraph, IList<Tensor>? wanted)
    {
        var pass = new BackwardPass(createGraph, wanted);
        using var mode = new GradMode(createGraph);
        using var scope = NewDisposeScope();
        foreach (var node in pass.Collect(op, roots, seeds))
        {
            pass.Visit(node);
            if (!retainGraph && !createGraph)
            {
                node.Release();
            }
        }
        if (createGraph)
        {
            scope.DetachAll();
        }
        return wanted is null ? [] : [.. wanted.Select(input => pass._wanted![input])];
    }

    /// <summary>Seeds the roots, and lists every node that they depend on, youngest first.</summary>
    private List<Node> Collect(string op, IList<Tensor> roots, IList<Tensor>? seeds)
    {
        var seen = new HashSet<Node>();
        var stack = new Stack<Node>();
        for (var i = 0; i < roots.Count; i++)
        {
            var root = roots[i];
            if (!root.requires_grad)
            {
                throw Fail.Error($"{op}: the tensor of shape {Fail.Show(root.Sizes)} does not require grad and was not computed from one that does");
            }
            var seed = Seed(op, root, seeds?[i]);
            if (root.Node is null)
            {
                Deliver(root, seed);
                continue;
            }
            Add(root.Node, seed);
            if (seen.Add(root.Node))
            {
                stack.Push(root.Node);
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
        order.Sort(static (a, b) => b.Number.CompareTo(a.Number));
        return order;
    }

    private static Tensor Seed(string op, Tensor root, Tensor? seed)
    {
        if (seed is null)
        {
            return root.Count == 1
                ? ones_like(root)
                : throw Fail.Error($"{op}: a gradient can be made up only for a single number, and this tensor has shape {Fail.Show(root.Sizes)}: reduce it (sum, mean), or give its gradient");
        }
        return seed.Sizes.AsSpan().SequenceEqual(root.Sizes)
            ? seed.alias()
            : throw Fail.Error($"{op}: the gradient has shape {Fail.Show(seed.Sizes)}, the tensor {Fail.Show(root.Sizes)}; they must be equal");
    }

    /// <summary>The gradient of one node's result becomes its inputs' gradients. Everything made on the way is disposed at once.</summary>
    private void Visit(Node node)
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
            foreach (var input in _wanted.Keys.Where(input => input.Node == node).ToArray())
            {
                Keep(input, gradient);
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

    /// <summary>A gradient has reached a leaf.</summary>
    private void Deliver(Tensor leaf, Tensor gradient)
    {
        if (_wanted is null)
        {
            leaf.Accumulate(gradient);
        }
        else if (_wanted.ContainsKey(leaf))
        {
            Keep(leaf, gradient);
        }
    }

    private void Keep(Tensor input, Tensor gradient)
    {
        var sum = _wanted![input] is { } before ? before + gradient : gradient.alias();
        _wanted[input] = sum.DetachFromDisposeScope();
    }
}
