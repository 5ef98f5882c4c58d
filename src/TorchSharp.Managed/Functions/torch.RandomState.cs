// The default generator under the name torch.random: seeds, and its state to keep and to put back.

namespace TorchSharp;

public static partial class torch
{
    public static partial class random
    {
        /// <summary>Seeds the default generator with a number that differs from run to run, and returns it.</summary>
        public static long seed() => Generator.Default.seed();

        public static long initial_seed() => Generator.Default.initial_seed();

        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        /// <inheritdoc cref="Generator.get_state"/>
        public static Tensor get_rng_state() => Generator.Default.get_state();

        /// <inheritdoc cref="Generator.set_state"/>
        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }
}
