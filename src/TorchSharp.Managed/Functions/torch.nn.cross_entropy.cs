// cross_entropy and nll_loss. With class indices, cross_entropy is one operation on rows of logits; with probabilities it is its definition.

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        internal static Tensor CrossEntropy(Tensor x, Tensor target, Tensor? weight, long ignored, nn.Reduction reduction, double smoothing)
        {
            ArgumentNullException.ThrowIfNull(target);
            const string op = "cross_entropy";
            target.Live(op, "target");
            var classDim = RequireClasses(op, x, weight);
            if (!(smoothing >= 0 && smoothing <= 1))
            {
                throw Fail.Error($"{op}: label_smoothing lies between 0 and 1, got {smoothing}");
            }
            if (target.dtype.IsFloat() && target._shape.AsSpan().SequenceEqual(x._shape))
            {
                return OfProbabilities(x, target, weight, classDim, reduction, smoothing);
            }
            var rows = RowsOfClasses(op, x, target, classDim, ignored, out var indices);
            var losses = CrossEntropyOfRows(rows, new((int)x._shape[classDim], indices, weight?.detach().AsDense(), ignored, smoothing));
            return Reduced(losses, target, indices, weight, ignored, reduction);
        }

        /// <summary>(R, C) -> (R).</summary>
        private static Tensor CrossEntropyOfRows(Tensor x, CrossEntropyRows.Setting setting)
        {
            Tensor losses = New([x._shape[0]], x.dtype), lse = New([x._shape[0]], x.dtype);
            using (new GradMode(false))
            {
                CrossEntropyRows.Forward(x.AsDense(), setting, losses, lse);
            }
            ReadOnlySpan<Tensor> saved = setting.Weight is null ? [x, lse, setting.Target] : [x, lse, setting.Target, setting.Weight];
            var (classes, ignored, smoothing, weighted) = (setting.Classes, setting.Ignored, setting.Smoothing, setting.Weight is not null);
            return Node.Record("cross_entropy", losses, [x], (n, g) =>
            {
                var s = new CrossEntropyRows.Setting(classes, n[2], weighted ? n[3] : null, ignored, smoothing);
                if (GradMode.Enabled)
                {
                    return [g.unsqueeze(1) * SlopeByDefinition(n[0], s)];
                }
                var dx = New(n[0]._shape, n[0].dtype);
                CrossEntropyRows.Backward(g.AsDense(), n[0].AsDense(), s, n[1], dx);
                return [dx];
            }, saved);
        }

        /// <summary>d loss / d x of each row, in differentiable operations.</summary>
        private static Tensor SlopeByDefinition(Tensor x, CrossEntropyRows.Setting s)
        {
            var weights = s.Weight ?? ones([s.Classes], x.dtype);
            var valid = s.Target.ne(s.Ignored).As(x.dtype).unsqueeze(1);
            var hot = s.Target.unsqueeze(1).eq(torch.arange(s.Classes, ScalarType.Int64)).As(x.dtype) * weights * (1 - s.Smoothing);
            var share = hot + weights * (s.Smoothing / s.Classes);
            return valid * (x.softmax(1) * share.sum(1L, keepdim: true) - share);
        }

        private static Tensor OfProbabilities(Tensor x, Tensor target, Tensor? weight, int classDim, nn.Reduction reduction, double smoothing)
        {
            var classes = x._shape[classDim];
            var smoothed = smoothing > 0 ? target * (1 - smoothing) + smoothing / classes : target;
            var terms = x.log_softmax(classDim) * smoothed;
            terms = weight is null ? terms : terms * weight.reshape([classes, .. Enumerable.Repeat(1L, x.Rank - 1 - classDim)]);
            var losses = -terms.sum(classDim);
            return reduction == nn.Reduction.None ? losses : reduction == nn.Reduction.Sum ? losses.sum() : losses.sum() / ((double)x.Count / classes);
        }

        internal static Tensor NegativeLogLikelihood(Tensor x, Tensor target, Tensor? weight, nn.Reduction reduction)
        {
            const string op = "nll_loss";
            const long ignored = -100;
            var classDim = RequireClasses(op, x, weight);
            var rows = RowsOfClasses(op, x, target, classDim, ignored, out var indices);
            var isIgnored = indices.eq(ignored);
            var places = indices.masked_fill(isIgnored, 0);
            var chosen = rows.gather(1, places.unsqueeze(1)).squeeze(1);
            var losses = -(weight is null ? chosen : chosen * weight.index_select(0, places)).masked_fill(isIgnored, 0);
            return Reduced(losses, target, indices, weight, ignored, reduction);
        }

        private static Tensor Reduced(Tensor losses, Tensor target, Tensor indices, Tensor? weight, long ignored, nn.Reduction reduction)
        {
            switch (reduction)
            {
                case nn.Reduction.None: return losses.reshape(target._shape);
                case nn.Reduction.Sum: return losses.sum();
                default:
                    var total = 0.0;
                    var values = weight is null ? null : weight.detach().As(ScalarType.Float64).AsDense();
                    foreach (var index in indices.Span<long>())
                    {
                        total += index == ignored ? 0 : values is null ? 1 : values.At<double>(index);
                    }
                    GC.KeepAlive(indices);
                    GC.KeepAlive(values);
                    return losses.sum() / total;
            }
        }

        /// <summary>The logits as rows (R, C), and the targets as Int64 (R), checked.</summary>
        private static Tensor RowsOfClasses(string op, Tensor x, Tensor target, int classDim, long ignored, out Tensor indices)
        {
            ArgumentNullException.ThrowIfNull(target);
            target.Live(op, "target");
            long[] expected = [.. x._shape[..classDim], .. x._shape[(classDim + 1)..]];
            if (!target._shape.AsSpan().SequenceEqual(expected))
            {
                throw Fail.Error($"{op}: for an input of shape {Fail.Show(x._shape)} with the classes in dimension {classDim} the target has shape {Fail.Show(expected)}, got {Fail.Show(target._shape)}");
            }
            if (target.dtype != ScalarType.Int64)
            {
                throw Fail.Error($"{op}: expected scalar type Long but found {target.dtype} in the target: make it of long numbers, or convert with to(torch.int64)");
            }
            indices = target.detach().AsDense().view(target.Count);
            var classes = x._shape[classDim];
            var values = indices.Span<long>();
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] != ignored && (values[i] < 0 || values[i] >= classes))
                {
                    throw Fail.Error($"{op}: target {values[i]} at position {i} is out of bounds: the input of shape {Fail.Show(x._shape)} has classes 0 to {classes - 1} (ignore_index is {ignored})");
                }
            }
            var last = classDim == x.Rank - 1 ? x : x.transpose(classDim, -1);
            if (x.Rank > 3)
            {
                last = x.permute([0, .. Enumerable.Range(2, x.Rank - 2).Select(i => (long)i), 1]);
            }
            return x.Rank == 2 ? x : last.reshape(target.Count, classes);
        }

        private static int RequireClasses(string op, Tensor x, Tensor? weight)
        {
            ArgumentNullException.ThrowIfNull(x, "input");
            x.Live(op, "input").RequireFloat(op);
            weight?.Live(op, "weight");
            if (x.Rank == 0)
            {
                throw Fail.Error($"{op}: expected an input (N, C), (C) or (N, C, …), got a single number");
            }
            var classDim = x.Rank == 1 ? 0 : 1;
            if (weight is not null && (weight.Rank != 1 || weight._shape[0] != x._shape[classDim] || weight.dtype != x.dtype))
            {
                throw Fail.Error($"{op}: expected one weight of type {x.dtype} for each of the {x._shape[classDim]} classes, got {Fail.Show(weight._shape)}, {weight.dtype}");
            }
            return classDim;
        }
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// -log softmax(input) at the target: input (N, C), (C) or (N, C, …) of logits, target of Int64 indices without the C, or of probabilities in the input's shape.
            /// The mean is over the targets that are not ignored, weighted; of none it is NaN.
            /// </summary>
            /// <param name="weight">(C): a factor for each class.</param>
            /// <param name="label_smoothing">In [0, 1]: that share of the target is spread evenly over the classes.</param>
            /// <exception cref="System.Runtime.InteropServices.ExternalException">An index is out of range, the shapes do not fit, or the target is Int32.</exception>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0) =>
                Tensor.CrossEntropy(input, target, weight, ignore_index, reduction, label_smoothing);

            /// <summary>Minus the input at the target: cross_entropy for an input that is a log_softmax already.</summary>
            public static Tensor nll_loss(Tensor input, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean) =>
                Tensor.NegativeLogLikelihood(input, target, weight, reduction);
        }
    }
}
