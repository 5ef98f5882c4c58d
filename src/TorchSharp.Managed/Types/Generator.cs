// The random generator that a program holds in its hand.

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the default generator: from here on, draws are those of PyTorch's CPU generator for that seed.</summary>
    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    /// <summary>A source of random numbers with a state of its own. Not for use from several threads at once.</summary>
    public class Generator : IDisposable
    {
        public Generator(ulong seed = 0, Device? device = null)
        {
            Device.RequireCpu(device);
            Source = new Mt19937(seed);
        }

        public static Generator Default { get; } = new(67280421310721);

        public Device device => CPU;

        internal Mt19937 Source { get; private set; }

        public long initial_seed() => (long)Source.Seed;

        public Generator manual_seed(long seed)
        {
            Source = new Mt19937((ulong)seed);
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
        }
    }
}
