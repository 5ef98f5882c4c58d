// Learning rate schedules. As in PyTorch a schedule sets the rate of epoch 0 when it is made, and step() goes on to the next epoch; "epoch" is whatever the caller
// counts, usually optimizer steps.

using System.Runtime.Intrinsics;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimizer's groups, epoch by epoch.</summary>
            public abstract class LRScheduler
            {
                private readonly bool _verbose;
                private double[] _last = [];

                protected int _step_count;

                protected LRScheduler()
                {
                }

                /// <param name="last_epoch">The epoch before the one to begin with.</param>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    Groups = [.. optimizer.ParamGroups];
                    (Epoch, _verbose) = (last_epoch, verbose);
                    Base = [.. Groups.Select(group => group.InitialLearningRate)];
                    _last = [.. Groups.Select(group => group.LearningRate)];
                }

                internal ILearningRateController[] Groups { get; } = [];

                /// <summary>The rates that the schedule is a multiple of.</summary>
                private protected double[] Base { get; } = [];

                internal int Epoch { get; set; }

                public virtual void step() => step((int?)null);

                /// <summary>Goes to this epoch, or to the next one.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    Set([.. epoch is null ? get_lr() : get_closed_form_lr()]);
                }

                /// <param name="current">A measure of success, which ReduceLROnPlateau alone looks at.</param>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rate of each group, as the last step set it.</summary>
                public IEnumerable<double> get_last_lr() => _last;

                private protected void Set(double[] rates)
                {
                    for (var i = 0; i < Groups.Length; i++)
                    {
                        Groups[i].LearningRate = rates[i];
                        if (_verbose && _last[i] != rates[i])
                        {
                            Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        }
                    }
                    _last = rates;
                }

                protected virtual IEnumerable<double> get_lr() => Groups.Select(group => group.LearningRate);

                /// <summary>The rates of the present epoch, told without those before it.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>The engine's own cosine: the same bits on every platform.</summary>
                private protected static double Cosine(double x) => LanesMath.Cos(Vector512.Create(x)).ToScalar();
            }
        }
    }
}
