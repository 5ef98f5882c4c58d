// Schedules of schedules: one after the other (warm-up, then decay), or all at once.

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The first schedule until the first milestone, then the second, …; each begins with its own epoch 0.</summary>
            /// <param name="schedulers">Of this optimizer. Stepped from here alone.</param>
            /// <param name="milestones">The epochs at which the second, third, … schedule takes over: one fewer than schedules.</param>
            public static LRScheduler SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1) =>
                new SequentialSchedule(optimizer, [.. schedulers], [.. milestones], last_epoch);

            /// <summary>Every step is a step of each of these schedules, in order, so that their factors multiply.</summary>
            public static LRScheduler ChainedLR(IEnumerable<LRScheduler> schedulers) => new ChainedSchedule([.. schedulers]);

            private sealed class SequentialSchedule : LRScheduler
            {
                private readonly LRScheduler[] _parts;
                private readonly int[] _milestones;

                internal SequentialSchedule(Optimizer optimizer, LRScheduler[] parts, int[] milestones, int lastEpoch) : base(optimizer, lastEpoch + 1)
                {
                    if (parts.Length != milestones.Length + 1)
                    {
                        throw new ArgumentException($"SequentialLR: expected one milestone fewer than schedules, got {milestones.Length} and {parts.Length}", nameof(milestones));
                    }
                    if (parts.Any(part => !part.Groups.SequenceEqual(Groups)))
                    {
                        throw new ArgumentException("SequentialLR: all schedules must be of the optimizer that is given", nameof(parts));
                    }
                    (_parts, _milestones) = (parts, milestones);
                    for (var i = 0; i < Groups.Length; i++)
                    {
                        Groups[i].LearningRate = Groups[i].InitialLearningRate;
                    }
                    // Making them was a step of each, which is taken back.
                    Array.ForEach(parts, part => part.Epoch--);
                    parts[0].step();
                    Set([.. parts[0].get_last_lr()]);
                }

                protected override IEnumerable<double> get_lr()
                {
                    var at = _milestones.Count(milestone => milestone <= Epoch);
                    if (at > 0 && _milestones[at - 1] == Epoch)
                    {
                        _parts[at].step((int?)0);
                    }
                    else
                    {
                        _parts[at].step();
                    }
                    return _parts[at].get_last_lr();
                }
            }

            private sealed class ChainedSchedule : LRScheduler
            {
                private readonly LRScheduler[] _parts;

                internal ChainedSchedule(LRScheduler[] parts)
                {
                    if (parts.Length == 0 || parts.Any(part => !part.Groups.SequenceEqual(parts[0].Groups)))
                    {
                        throw new ArgumentException("ChainedLR: expected one or more schedules, all of one optimizer", nameof(parts));
                    }
                    _parts = parts;
                    Show();
                }

                public override void step(int? epoch)
                {
                    Array.ForEach(_parts, part => part.step(epoch));
                    Show();
                }

                private void Show() => Set([.. _parts[^1].get_last_lr()]);
            }
        }
    }
}
