// The schedules: by a function, in steps, along a half cosine (Loshchilov and Hutter 2017), along a line. Beside it: Factors.cs, Combined.cs, Plateau.cs.

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The initial rate times lr_lambda(epoch); e.g. warm-up and decay as in the Transformer paper, section 5.3.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) => new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>Times gamma every step_size epochs.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) => new StepSchedule(optimizer, step_size, gamma, last_epoch, verbose);

            /// <summary>From the initial rate down to eta_min in T_max epochs along half a cosine (and up again in the next T_max).</summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) => new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            /// <summary>From start_factor to end_factor times the initial rate, in total_iters equal steps, and then constant.</summary>
            public static LRScheduler LinearLR(Optimizer optimizer, double start_factor = 0.3333333333333333, double end_factor = 1, int total_iters = 5, int last_epoch = -1, bool verbose = false) =>
                new LinearSchedule(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            /// <summary>The classes that TorchSharp keeps beside the functions that make them.</summary>
            public static partial class impl
            {
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] _factors;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(NotNull(optimizer), optimizer.ParamGroups.Select(_ => NotNull(lr_lambda)), last_epoch, verbose)
                    {
                    }

                    /// <param name="lr_lambdas">One for each group.</param>
                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _factors = [.. lr_lambdas];
                        if (_factors.Length != Groups.Length)
                        {
                            throw new ArgumentException($"LambdaLR: expected one function for each of the {Groups.Length} groups, got {_factors.Length}", nameof(lr_lambdas));
                        }
                        step();
                    }

                    protected override IEnumerable<double> get_lr() => Base.Select((rate, i) => rate * _factors[i](Epoch));
                }

                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _length;
                    private readonly double _min;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        if (!(T_max > 0))
                        {
                            throw new ArgumentException($"CosineAnnealingLR: T_max must be above 0, got {T_max}", nameof(T_max));
                        }
                        (_length, _min) = (T_max, eta_min);
                        step();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0)
                        {
                            return Groups.Select(group => group.LearningRate);
                        }
                        // PyTorch goes from rate to rate, so that other schedules may change it on the way; each 2·T_max epochs it begins again.
                        if ((Epoch - 1 - _length) % (2 * _length) == 0)
                        {
                            return Groups.Select((group, i) => group.LearningRate + (Base[i] - _min) * (1 - Cosine(Math.PI / _length)) / 2);
                        }
                        var ratio = (1 + Cosine(Math.PI * Epoch / _length)) / (1 + Cosine(Math.PI * (Epoch - 1) / _length));
                        return Groups.Select(group => ratio * (group.LearningRate - _min) + _min);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() => Base.Select(rate => _min + (rate - _min) * (1 + Cosine(Math.PI * Epoch / _length)) / 2);
                }
            }

            private sealed class StepSchedule : LRScheduler
            {
                private readonly int _size;
                private readonly double _gamma;

                internal StepSchedule(Optimizer optimizer, int size, double gamma, int lastEpoch, bool verbose) : base(optimizer, lastEpoch, verbose)
                {
                    ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
                    (_size, _gamma) = (size, gamma);
                    step();
                }

                protected override IEnumerable<double> get_lr() => Groups.Select(group => Epoch == 0 || Epoch % _size != 0 ? group.LearningRate : group.LearningRate * _gamma);

                protected override IEnumerable<double> get_closed_form_lr() => Base.Select(rate => rate * AdamRows.Power(_gamma, Epoch / _size));
            }

            private sealed class LinearSchedule : LRScheduler
            {
                private readonly double _start;
                private readonly double _end;
                private readonly int _length;

                internal LinearSchedule(Optimizer optimizer, double start, double end, int length, int lastEpoch, bool verbose) : base(optimizer, lastEpoch, verbose)
                {
                    if (!(start > 0 && start <= 1))
                    {
                        throw new ArgumentException($"LinearLR: start_factor must lie above 0 and at most at 1, got {start}", "start_factor");
                    }
                    if (!(end >= 0 && end <= 1))
                    {
                        throw new ArgumentException($"LinearLR: end_factor must lie between 0 and 1, got {end}", "end_factor");
                    }
                    ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
                    (_start, _end, _length) = (start, end, length);
                    step();
                }

                protected override IEnumerable<double> get_lr()
                {
                    var factor = Epoch == 0 ? _start : Epoch > _length ? 1 : 1 + (_end - _start) / (_length * _start + (Epoch - 1) * (_end - _start));
                    return Groups.Select(group => group.LearningRate * factor);
                }

                protected override IEnumerable<double> get_closed_form_lr() => Base.Select(rate => rate * (_start + (_end - _start) * Math.Min(_length, Epoch) / _length));
            }
        }
    }
}
