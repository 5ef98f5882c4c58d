// What is done to many parameters at once: their gradients are cut, or they are laid out as one vector.

using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients by one factor so that their common norm is at most max_norm. Returns the norm before that.</summary>
            /// <param name="norm_type">Any p: (Σ |x|^p)^(1/p), of the norms of the gradients; the largest and the smallest |x| for ±∞.</param>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var off = no_grad();
                using var scope = NewDisposeScope();
                var gradients = NoNulls("clip_grad_norm_", tensors).Select(parameter => parameter.Gradient).OfType<Tensor>().ToList();
                var norm = Norm(gradients, norm_type);
                var factor = max_norm / (norm + 1e-6);
                if (factor < 1 || double.IsNaN(factor))
                {
                    gradients.ForEach(gradient => gradient.detach().mul_(factor));
                }
                return norm;
            }

            /// <summary>Cuts every element of the gradients to ±clip_value.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var off = no_grad();
                using var scope = NewDisposeScope();
                foreach (var gradient in NoNulls("clip_grad_value_", tensors).Select(parameter => parameter.Gradient).OfType<Tensor>())
                {
                    gradient.detach().copy_(gradient.clamp(-clip_value, clip_value));
                }
            }

            /// <summary>All elements of all parameters in one vector; differentiable.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors) => cat([.. LiveTensors("parameters_to_vector", tensors).Select(parameter => parameter.reshape(parameter.Count))], 0);

            /// <summary>Copies a vector's elements into the parameters, in order.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                NotNull(vec).Live("vector_to_parameters", "vector");
                var parameters = LiveTensors("vector_to_parameters", tensors).ToList();
                var total = parameters.Sum(parameter => parameter.Count);
                if (vec.Rank != 1 || vec.Count != total)
                {
                    throw Fail.Error($"vector_to_parameters: expected a vector of {total} elements, got {Fail.Show(vec.Sizes)}");
                }
                using var off = no_grad();
                long at = 0;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, at, parameter.Count).reshape(parameter.Sizes));
                    at += parameter.Count;
                }
            }

            /// <summary>Summed in double over the parameters, each by the engine's sum.</summary>
            private static double Norm(List<Tensor> gradients, double type) => type switch
            {
                2 => Math.Sqrt(gradients.Sum(gradient => (double)gradient.As(ScalarType.Float64).square().sum())),
                1 => gradients.Sum(gradient => (double)gradient.As(ScalarType.Float64).abs().sum()),
                double.PositiveInfinity => gradients.Select(gradient => gradient.Count == 0 ? 0 : (double)gradient.abs().max()).Aggregate(0.0, (a, b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Max(a, b)),
                _ when gradients.Count == 0 => 0,
                _ => (double)tensor(gradients.ConvertAll(gradient => (double)gradient.As(ScalarType.Float64).flatten().Norm("clip_grad_norm_", type, [0], false)).ToArray()).Norm("clip_grad_norm_", type, [0], false),
            };
        }
    }
}
