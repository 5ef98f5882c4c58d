// A schedule that waits for a measure to stop improving.

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Times factor when <c>step(measure)</c> has seen no better measure for more than patience steps; at least min_lr.</summary>
            /// <param name="mode">"min": smaller is better; "max": larger is.</param>
            /// <param name="threshold">How much better counts: relative to the best ("rel") or absolute ("abs").</param>
            /// <param name="cooldown">Steps after a reduction that do not count as bad.</param>
            /// <param name="min_lr">One for each group; null: 0.</param>
            /// <param name="eps">A smaller change of the rate is not made.</param>
            public static LRScheduler ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1, int patience = 10, double threshold = 0.0001, string threshold_mode = "rel", int cooldown = 0,
                IList<double>? min_lr = null, double eps = 1E-08, bool verbose = false)
            {
                if (!(factor < 1) || mode is not ("min" or "max") || threshold_mode is not ("rel" or "abs"))
                {
                    throw new ArgumentException($"ReduceLROnPlateau: expected a factor below 1, mode min or max, threshold_mode rel or abs; got {factor}, {mode}, {threshold_mode}");
                }
                var sign = mode == "min" ? 1 : -1;
                return new PlateauSchedule(optimizer, new(factor, patience, cooldown, eps, sign * double.PositiveInfinity, IsBetter), min_lr, verbose);

                bool IsBetter(double now, double best) =>
                    sign * now < (threshold_mode == "rel" ? sign * best * (1 - sign * threshold) : sign * best - threshold);
            }

            private sealed record PlateauSetting(double Factor, int Patience, int Cooldown, double Eps, double Worst, Func<double, double, bool> IsBetter);

            private sealed class PlateauSchedule : LRScheduler
            {
                private readonly PlateauSetting _setting;
                private readonly double[] _min;
                private double _best;
                private int _bad;
                private int _cooling;

                internal PlateauSchedule(Optimizer optimizer, PlateauSetting setting, IList<double>? min, bool verbose) : base(optimizer, 0, verbose)
                {
                    (_setting, _best) = (setting, setting.Worst);
                    _min = min is null ? new double[Groups.Length] : [.. min];
                    if (_min.Length != Groups.Length)
                    {
                        throw new ArgumentException($"ReduceLROnPlateau: expected one min_lr for each of the {Groups.Length} groups, got {_min.Length}", "min_lr");
                    }
                }

                public override void step(int? epoch) => throw new InvalidOperationException("ReduceLROnPlateau: step needs the measure, as in step(loss)");

                public override void step(double current, int? epoch = null)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    var isBetter = _setting.IsBetter(current, _best);
                    (_best, _bad) = isBetter ? (current, 0) : (_best, _bad + 1);
                    if (_cooling > 0)
                    {
                        (_cooling, _bad) = (_cooling - 1, 0);
                    }
                    var isDue = _bad > _setting.Patience;
                    (_cooling, _bad) = isDue ? (_setting.Cooldown, 0) : (_cooling, _bad);
                    Set([.. Groups.Select((group, i) => isDue ? Reduced(group.LearningRate, _min[i]) : group.LearningRate)]);
                }

                private double Reduced(double rate, double min)
                {
                    var less = Math.Max(rate * _setting.Factor, min);
                    return rate - less > _setting.Eps ? less : rate;
                }
            }
        }
    }
}
