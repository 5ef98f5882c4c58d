// What portable code asks before it chooses a device: there is no GPU in this engine.

namespace TorchSharp;

public static partial class torch
{
    public static partial class cuda
    {
        public static bool is_available() => false;

        public static int device_count() => 0;

        /// <summary>Seeds the generators of the GPUs, of which there is none here: nothing happens, as in TorchSharp without a GPU.</summary>
        public static void manual_seed(long seed)
        {
        }

        /// <inheritdoc cref="manual_seed"/>
        public static void manual_seed_all(long seed)
        {
        }
    }
}
