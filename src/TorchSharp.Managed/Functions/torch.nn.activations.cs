// Activation functions as functions, and the two that are no tensor methods of TorchSharp's: silu, and gelu by tanh.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TorchSharp.Modules;

namespace TorchSharp;

/// <summary>½x(1 + tanh(√(2/π)(x + 0.044715x³))).</summary>
internal readonly struct GeluTanhOp : IUnary
{
    internal const double Slope = 0.7978845608028654, Cubic = 0.044715;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged
    {
        var inner = Lanes.Fma(x * x * x, Blocks.All<T>(Cubic), x) * Blocks.All<T>(Slope);
        var half = x * Blocks.All<T>(0.5);
        return Lanes.Fma(half, TanhOp.Apply(inner), half);
    }
}

/// <summary>x / (1 + e^-x).</summary>
internal readonly struct SiluOp : IUnary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply<T>(Vector512<T> x) where T : unmanaged => x / (Blocks.All<T>(1) + ExpOp.Apply(-x));
}

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The Gaussian error linear unit: exact, or by the tanh approximation (Hendrycks and Gimpel 2016, section 2).</summary>
        public Tensor gelu(GELU.Approximate approximate)
        {
            if (approximate == Modules.GELU.Approximate.none)
            {
                return gelu();
            }
            RequireFloat("gelu");
            return Node.Record("gelu", Pointwise.Unary<GeluTanhOp>(this), [this], static (n, g) =>
            {
                var x = n[0];
                var square = x * x;
                var t = (x * (square * GeluTanhOp.Cubic + 1) * GeluTanhOp.Slope).tanh();
                var inner = (square * (3 * GeluTanhOp.Cubic) + 1) * GeluTanhOp.Slope;
                return [g * ((t + 1) * 0.5 + x * 0.5 * (1 - t * t) * inner)];
            }, this);
        }

        /// <summary>An activation that writes over its input. Its gradient is told from the values before, so those are copied where gradients are recorded.</summary>
        internal Tensor InPlace(string op, Func<Tensor, Tensor> activation) => Become(op, activation(GradMode.Enabled && requires_grad ? clone() : this));

        internal Tensor Silu()
        {
            RequireFloat("silu");
            return Node.Record("silu", Pointwise.Unary<SiluOp>(this), [this], static (n, g) =>
            {
                var s = n[0].sigmoid();
                return [g * s * (1 + n[0] * (1 - s))];
            }, this);
        }
    }

    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor gelu(Tensor x, bool inplace) =>
                inplace ? NotNull(x).InPlace("gelu_", static y => y.gelu()) : NotNull(x).gelu();

            public static Tensor gelu(Tensor x, GELU.Approximate approximate, bool inplace = false) =>
                inplace ? NotNull(x).InPlace("gelu_", y => y.gelu(approximate)) : NotNull(x).gelu(approximate);

            /// <summary>x·σ(x).</summary>
            public static Tensor silu(Tensor x, bool inplace = false) =>
                inplace ? NotNull(x).InPlace("silu_", static y => y.Silu()) : NotNull(x).Silu();

            public static Tensor sigmoid(Tensor x) => NotNull(x).sigmoid();

            public static Tensor sigmoid(Tensor x, bool inplace) =>
                inplace ? NotNull(x).InPlace("sigmoid_", static y => y.sigmoid()) : NotNull(x).sigmoid();

            public static Tensor tanh(Tensor x, bool inplace = false) =>
                inplace ? NotNull(x).InPlace("tanh_", static y => y.tanh()) : NotNull(x).tanh();
        }
    }
}
