// What a tensor knows of gradients.

using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private bool _requiresGrad;
        private Tensor? _grad;
        private Tensor? _origin;

        /// <summary>What is known of gradients is known once, however many handles a tensor has: by the first. Its disposal frees elements, and makes nothing forgotten here.</summary>
        internal Tensor Origin => _origin ?? this;

        /// <summary>What backward has added up here, itself.</summary>
        internal Tensor? Gradient => Origin._grad;

        public bool is_leaf => Node is null;

        public bool requires_grad
        {
            get => Origin._requiresGrad || Node is not null;
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
                Origin._requiresGrad = value;
            }
        }

        /// <summary>What backward has added up here, as a second handle; null before. Of the same shape and type as the tensor.</summary>
        public Tensor? grad
        {
            get => Gradient?.SecondHandle();
            set
            {
                if (value is not null && (value.dtype != dtype || !value.Sizes.AsSpan().SequenceEqual(Sizes)))
                {
                    throw Fail.Error($"grad: expected {dtype} {Fail.Show(Sizes)}, got {value.dtype} {Fail.Show(value.Sizes)}");
                }
                if (ReferenceEquals(value?.Origin, Origin))
                {
                    throw Fail.Error("grad: a tensor cannot be its own gradient");
                }
                var before = Gradient;
                Origin._grad = value?.SecondHandle().DetachFromDisposeScope();
                before?.Dispose();
            }
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
                Node.Retained = Origin;
            }
        }

        /// <summary>The same values, cut off from the graph. Shares its storage.</summary>
        public Tensor detach() => new(Live().Storage, Offset, _shape, _strides, dtype);

        public Tensor detach_()
        {
            if (Origin._base is not null)
            {
                throw Fail.Error("detach_: a view cannot be detached in place, as its history is its base's; use detach()");
            }
            Node = null;
            Origin._requiresGrad = false;
            return this;
        }

        /// <summary>Walks the graph back from this single number and adds to the <see cref="grad"/> of every leaf that requires one; then releases the graph.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">The tensor is not a single number, requires no grad, or its graph was already released.</exception>
        public void backward() => BackwardPass.Accumulate("backward", [this], null, false, false, null);

        /// <inheritdoc cref="backward()"/>
        /// <param name="grad_tensors">One gradient, of this tensor's shape, to begin with; default 1.</param>
        /// <param name="retain_graph">Keep the graph for another backward.</param>
        /// <param name="create_graph">Record the backward pass itself, for gradients of gradients.</param>
        /// <param name="inputs">Only these leaves get their gradient.</param>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            BackwardPass.Accumulate("backward", [this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Adds to the gradient, of the first handle: in place, or (while backward itself is recorded) as a new tensor. Never shares its memory with anyone else's.</summary>
        internal void Accumulate(Tensor gradient)
        {
            if (_grad is null)
            {
                _grad = (GradMode.Enabled ? gradient : gradient.detach()).clone().DetachFromDisposeScope();
            }
            else if (GradMode.Enabled)
            {
                using var before = _grad;
                _grad = (before + gradient).DetachFromDisposeScope();
            }
            else
            {
                _grad.add_(gradient);
            }
        }

        /// <summary>The same tensor once more, for gradients too, under a life of its own: either handle may be disposed and leaves the other as it is.</summary>
        internal Tensor SecondHandle([CallerMemberName] string op = "") => new(Live(op).Storage, Offset, _shape, _strides, dtype) { _origin = Origin };

        /// <summary>A handle for the graph: the same values with the history that they have now, or those of a leaf.</summary>
        internal Tensor GraphHandle(Node? node, Tensor? leaf = null) => new(Storage, Offset, _shape, _strides, dtype, tracked: false)
        {
            _node = node,
            _origin = leaf ?? (node is null && requires_grad ? Origin : null),
        };
    }

    public static partial class autograd
    {
        /// <summary>Walks the graph back from these tensors together, and adds to the grad of the leaves (of the inputs alone, where they are named).</summary>
        /// <param name="tensors">Where to begin; each a single number, unless its gradient is given.</param>
        /// <param name="grad_tensors">A gradient for each; default 1.</param>
        /// <param name="retain_graph">Keep the graph for another backward; default: as create_graph.</param>
        /// <param name="create_graph">Record the backward pass itself, for gradients of gradients.</param>
        /// <param name="inputs">Only these get their gradient.</param>
        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            BackwardPass.Accumulate("autograd.backward", NotNull(tensors), grad_tensors, retain_graph ?? create_graph, create_graph, inputs);

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([NotNull(tensor)], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([NotNull(tensor)], new[] { NotNull(grad_tensor) }, retain_graph, create_graph, inputs);

        /// <summary>The gradients of the outputs with respect to the inputs, as new tensors; nothing is added to any <c>.grad</c>.</summary>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            ArgumentNullException.ThrowIfNull(outputs);
            ArgumentNullException.ThrowIfNull(inputs);
            var gradients = BackwardPass.Gradients("autograd.grad", outputs, grad_outputs, retain_graph, create_graph, inputs);
            var unused = Array.IndexOf(gradients, null);
            if (unused >= 0 && !allow_unused)
            {
                throw Fail.Error($"autograd.grad: input {unused} of shape {Fail.Show(inputs[unused].Sizes)} was not used in computing the outputs; say allow_unused: true if that is meant");
            }
            return gradients!;
        }
    }
}
