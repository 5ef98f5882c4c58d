// Schedules that multiply the rate by a factor at some epochs: constant for a while, exponential, at milestones, by a function, along a power.

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>factor times the initial rate for total_iters epochs, and then the initial rate.</summary>
            public static LRScheduler ConstantLR(Optimizer optimizer, double factor = 0.3333333333333333, int total_iters = 5, int last_epoch = -1, bool verbose = false)
            {
                if (!(factor > 0 && factor <= 1))
                {
                    throw new ArgumentException($"ConstantLR: factor must lie above 0 and at most at 1, got {factor}", nameof(factor));
                }
                return new FactorSchedule(optimizer, e => e == 0 ? factor : e == total_iters ? 1 / factor : 1, e => e >= total_iters ? 1 : factor, last_epoch, verbose);
            }

            /// <summary>Times gamma every epoch.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new FactorSchedule(optimizer, e => e == 0 ? 1 : gamma, e => AdamRows.Power(gamma, e), last_epoch, verbose);

            /// <summary>Times gamma at each of the milestones; an epoch that is named twice counts twice.</summary>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
            {
                int[] at = [.. milestones];
                return new FactorSchedule(optimizer, e => AdamRows.Power(gamma, at.Count(m => m == e)), e => AdamRows.Power(gamma, at.Count(m => m <= e)), last_epoch, verbose);
            }

            /// <summary>Times lr_lambda(epoch), from epoch 1 on.</summary>
            public static LRScheduler MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
            {
                ArgumentNullException.ThrowIfNull(lr_lambda);
                return new FactorSchedule(optimizer, e => e > 0 ? lr_lambda(e) : 1, e => Enumerable.Range(1, Math.Max(e, 0)).Aggregate(1.0, (product, k) => product * lr_lambda(k)), last_epoch, verbose);
            }

            /// <summary>The initial rate times (1 - epoch / total_iters)^power, to 0 at total_iters.</summary>
            public static LRScheduler PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1, bool verbose = false)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(total_iters, 1);
                return new FactorSchedule(optimizer, e => e == 0 || e > total_iters ? 1 : Power(Left(e) / Left(e - 1)), e => Power(Left(e)), last_epoch, verbose);

                double Left(int e) => 1 - (double)Math.Min(e, total_iters) / total_iters;
                double Power(double x) => tensor(x).pow(power).item<double>();
            }

            private sealed class FactorSchedule : LRScheduler
            {
                private readonly Func<int, double> _factor;
                private readonly Func<int, double> _whole;

                /// <param name="factor">By what the rate of the epoch before is multiplied, so that other schedules may change it on the way.</param>
                /// <param name="whole">By what the initial rate is multiplied, all in all.</param>
                internal FactorSchedule(Optimizer optimizer, Func<int, double> factor, Func<int, double> whole, int lastEpoch, bool verbose) : base(optimizer, lastEpoch, verbose)
                {
                    (_factor, _whole) = (factor, whole);
                    step();
                }

                protected override IEnumerable<double> get_lr() => Groups.Select(group => group.LearningRate * _factor(Epoch));

                protected override IEnumerable<double> get_closed_form_lr() => Base.Select(rate => rate * _whole(Epoch));
            }
        }
    }
}
