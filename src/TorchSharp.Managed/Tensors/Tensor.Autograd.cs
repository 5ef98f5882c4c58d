// What a tensor knows of gradients.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private bool _requiresGrad;
        private Tensor? _grad;

        /// <summary>The operation that computed this tensor, where a gradient will flow through it.</summary>
        internal Node? Node { get; set; }

        /// <summary>For a handle that the graph keeps on a leaf: that leaf, which is where gradients arrive.</summary>
        internal Tensor? Origin { get; private set; }

        public bool is_leaf => Node is null;

        public bool requires_grad
        {
            get => _requiresGrad || Node is not null;
            set
            {
                if (value && !dtype.IsFloat())
                {
                    throw Fail.Error($"requires_grad: only Float32 and Float64 tensors can require a gradient, got {dtype}");
                }
                if (!value && Node is not null)
                {
                    throw Fail.Error("requires_grad: only of leaf tensors can it be switched off; use detach() for a copy that needs none");
                }
                _requiresGrad = value;
            }
        }

        /// <summary>What backward has added up here; null before. Of the same shape and type as the tensor.</summary>
        public Tensor? grad
        {
            get => _grad;
            set => _grad = value is null || value.Sizes.AsSpan().SequenceEqual(Sizes)
                ? value
                : throw Fail.Error($"grad: expected {Fail.Show(Sizes)}, got {Fail.Show(value.Sizes)}");
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of this intermediate result in <see cref="grad"/> too.</summary>
        public void retain_grad()
        {
            if (!requires_grad)
            {
                throw Fail.Error("retain_grad: this tensor does not require grad");
            }
            if (Node is not null)
            {
                Node.Retained = this;
            }
        }

        /// <summary>The same values, cut off from the graph. Shares its storage.</summary>
        public Tensor detach() => new(Storage, Offset, _shape, _strides, dtype);

        public Tensor detach_()
        {
            Node = null;
            _requiresGrad = false;
            return this;
        }

        /// <summary>Walks the graph back from this single number and adds to the <see cref="grad"/> of every leaf that requires one; then releases the graph.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The tensor is not a single number, requires no grad, or its graph was already released.</exception>
        public void backward() => BackwardPass.Run("backward", [this], null, false, false, null);

        /// <inheritdoc cref="backward()"/>
        /// <param name="grad_tensors">One gradient, of this tensor's shape, to begin with; default 1.</param>
        /// <param name="retain_graph">Keep the graph for another backward.</param>
        /// <param name="create_graph">Record the backward pass itself, for gradients of gradients.</param>
        /// <param name="inputs">Only these leaves get their gradient.</param>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var gradients = BackwardPass.Run("backward", [this], grad_tensors, retain_graph, create_graph, inputs);
            for (var i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is { } gradient)
                {
                    inputs![i].Accumulate(gradient);
                }
            }
        }

        internal void Accumulate(Tensor gradient)
        {
            if (GradMode.Enabled && gradient.requires_grad)
            {
                _grad = _grad is null ? gradient.alias().DetachFromDisposeScope() : (_grad + gradient).DetachFromDisposeScope();
            }
            else if (_grad is null)
            {
                _grad = gradient.detach().clone().DetachFromDisposeScope();
            }
            else
            {
                using var off = new GradMode(false);
                _grad.add_(gradient).DetachFromDisposeScope();
            }
        }

        /// <summary>A handle for the graph: the same values under a life of its own.</summary>
        internal Tensor GraphHandle(Node? node) => new(Storage, Offset, _shape, _strides, dtype, tracked: false)
        {
            Node = node,
            _requiresGrad = _requiresGrad,
            Origin = node is null && _requiresGrad ? Origin ?? this : null,
        };

        /// <summary>
        /// The end of every in-place operation: this tensor takes over the values, and the history, of a result that was computed beside it.
        /// </summary>
        private Tensor Become(string op, Tensor result)
        {
            if (GradMode.Enabled && _requiresGrad && Node is null)
            {
                throw Fail.Error($"{op}: a leaf that requires grad cannot be changed in place while gradients are recorded; do it under torch.no_grad()");
            }
            if (GradMode.Enabled && (requires_grad || result.requires_grad) && (_isView || Storage.HasRecordedViews))
            {
                throw Fail.Error($"{op}: writing in place into a tensor that shares its storage with views, while gradients are recorded, is not supported by this engine; use {op.TrimEnd('_')}, which makes a new tensor");
            }
            if (!result.Sizes.AsSpan().SequenceEqual(_shape))
            {
                throw Fail.Error($"{op}: the result has shape {Fail.Show(result.Sizes)}, and the tensor {Fail.Show(_shape)} cannot hold it in place");
            }
            if (!dtype.CanHold(result.dtype))
            {
                throw Fail.Error($"{op}: the result is {result.dtype}, and a tensor of {dtype} cannot hold it in place; use {op.TrimEnd('_')}, which makes a new tensor");
            }
            Elements.CopyInto(result, this);
            Storage.Version++;
            if (GradMode.Enabled)
            {
                Node = result.Node;
            }
            return this;
        }
    }

    public static partial class autograd
    {
        /// <summary>Walks the graph back from these tensors together, and adds to the grad of the leaves (of the inputs alone, where they are named).</summary>
        /// <param name="tensors">Where to begin; each a single number, unless its gradient is given.</param>
        /// <param name="grad_tensors">A gradient for each; default 1.</param>
        /// <param name="retain_graph">Keep the graph for another backward; default: as create_graph.</param>
        /// <param name="create_graph">Record the backward pass itself, for gradients of gradients.</param>
        /// <param name="inputs">Only these get their gradient.</param>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var gradients = BackwardPass.Run("autograd.backward", tensors, grad_tensors, retain_graph ?? create_graph, create_graph, inputs);
            for (var i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is { } gradient)
                {
                    inputs![i].Accumulate(gradient);
                }
            }
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], new[] { grad_tensor }, retain_graph, create_graph, inputs);

        /// <summary>The gradients of the outputs with respect to the inputs, as new tensors; nothing is added to any <c>.grad</c>.</summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var gradients = BackwardPass.Run("autograd.grad", outputs, grad_outputs, retain_graph, create_graph, inputs);
            var unused = Array.IndexOf(gradients, null);
            if (unused >= 0 && !allow_unused)
            {
                throw Fail.Error($"autograd.grad: input {unused} of shape {Fail.Show(inputs[unused].Sizes)} was not used in computing the outputs; say allow_unused: true if that is meant");
            }
            return gradients!;
        }
    }
}
