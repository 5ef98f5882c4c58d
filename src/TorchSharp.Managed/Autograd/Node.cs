// One operation of the graph that autograd walks backwards: where the result came from, and how its gradient becomes its inputs' gradients.
//
// A node saves values as handles of its own, which no dispose scope reaches, and remembers their version: if someone writes into them in place before
// backward, the gradient would be silently wrong, so backward refuses. A backward function gets everything through its node and captures no tensor; that is what
// lets the graph give large buffers back the moment it is released.

using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>From the gradient of a node's result to the gradients of its inputs, in their order; null where there is none.</summary>
internal delegate Tensor?[] BackwardFunction(Node node, Tensor gradient);

internal sealed class Node
{
    private static long s_created;

    private readonly Tensor?[] _inputs;
    private BackwardFunction? _backward;
    private readonly long[][] _shapes;
    private Tensor?[] _saved;
    private readonly int[] _versions;

    private Node(string operation, Tensor result, ReadOnlySpan<Tensor> inputs, BackwardFunction backward, ReadOnlySpan<Tensor?> save)
    {
        Operation = operation;
        _backward = backward;
        // Parents are held as nodes, or as leaves; an input that wants no gradient is not held at all.
        _inputs = new Tensor?[inputs.Length];
        _shapes = new long[inputs.Length][];
        Parents = new Node?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            Parents[i] = inputs[i].Node;
            _shapes[i] = inputs[i].Sizes;
            _inputs[i] = inputs[i].Node is null && inputs[i].requires_grad ? inputs[i].Origin : null;
        }
        _saved = new Tensor?[save.Length];
        _versions = new int[save.Length];
        for (var i = 0; i < save.Length; i++)
        {
            Save(i, save[i], ReferenceEquals(save[i], result) ? this : save[i]?.Node);
        }
        // Last, since asking a view for its node may have made that node just now.
        Number = Interlocked.Increment(ref s_created);
    }

    /// <summary>Nodes are numbered as they are made, so an operation always has a higher number than those that it depends on.</summary>
    internal long Number { get; }

    internal Node?[] Parents { get; }

    /// <summary>Its name, for messages.</summary>
    internal string Operation { get; }

    /// <summary>The result, where its user asked to keep its gradient.</summary>
    internal Tensor? Retained { get; set; }

    /// <summary>A saved value; only values that backward will look at are saved, so one that no gradient needs may be missing.</summary>
    internal Tensor this[int i] => _saved[i]!;

    /// <summary>How many values are saved.</summary>
    internal int Saved => _saved.Length;

    /// <summary>The shape of the i-th input. (To know a shape, no value need be saved.)</summary>
    internal long[] Shape(int i) => _shapes[i];

    internal Tensor? Leaf(int i) => _inputs[i];

    /// <summary>Whether the i-th input wants a gradient at all.</summary>
    internal bool Needs(int i) => Parents[i] is not null || _inputs[i] is not null;

    /// <summary>Makes the result remember how it was computed, where any input wants a gradient and gradients are on.</summary>
    internal static Tensor Record(string operation, Tensor result, ReadOnlySpan<Tensor> inputs, BackwardFunction backward, params ReadOnlySpan<Tensor?> save)
    {
        result.FollowNone();
        if (!GradMode.Enabled)
        {
            return result;
        }
        foreach (var input in inputs)
        {
            if (input.requires_grad)
            {
                result.Node = new Node(operation, result, inputs, backward, save);
                break;
            }
        }
        return result;
    }

    /// <summary>How a view comes out of its base; whether gradients are on or not, as it stands for an operation of the past.</summary>
    internal static Node OfView(Tensor view, Tensor of, StridedView place) => new("as_strided", view, [of], (_, g) => [place.Spread(g)], []);

    internal Tensor?[] Backward(Tensor gradient)
    {
        if (_backward is null)
        {
            throw Fail.Error($"{Operation}: backward a second time through a graph that was already released. Say backward(retain_graph: true) the first time, or compute the result anew.");
        }
        for (var i = 0; i < _saved.Length; i++)
        {
            if (_saved[i] is { } saved && saved.Storage.Version != _versions[i])
            {
                throw Fail.Error($"{Operation}: one of the variables needed for gradient computation has been modified by an inplace operation: a value of shape {Fail.Show(saved.Sizes)} was written to in place (version {saved.Storage.Version}, expected {_versions[i]}). Use the operation that makes a new tensor.");
            }
        }
        return _backward(this, gradient);
    }

    /// <summary>Before this storage is written to by the very operation that this node records: saved values in it become copies, since backward needs the old ones.</summary>
    internal void KeepApart(Storage written)
    {
        using var off = new GradMode(false);
        for (var i = 0; i < _saved.Length; i++)
        {
            if (_saved[i] is { } saved && ReferenceEquals(saved.Storage, written) && written.Version == _versions[i])
            {
                using var copy = saved.clone();
                Save(i, copy, saved.Node, saved.Node is null && saved.requires_grad ? saved.Origin : null);
                saved.Dispose();
            }
        }
    }

    /// <summary>Lets go of the saved values. Large buffers that nobody else holds serve again at once.</summary>
    internal void Release()
    {
        foreach (var saved in _saved)
        {
            saved?.Dispose();
        }
        _saved = [];
        _backward = null;
    }

    private void Save(int i, Tensor? value, Node? history, Tensor? leaf = null)
    {
        _saved[i] = value?.GraphHandle(history, leaf);
        _versions[i] = value?.Storage.Version ?? 0;
    }
}
