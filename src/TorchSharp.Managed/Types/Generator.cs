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

        /// <summary>Seeds with a number that differs from run to run, and returns it.</summary>
        public long seed()
        {
            var seed = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)) & long.MaxValue;
            manual_seed(seed);
            return seed;
        }

        /// <summary>All that the next draws depend on, to be put back with <see cref="set_state"/>. A vector of Int64, since this engine has no bytes; in PyTorch it is one of Byte.</summary>
        public Tensor get_state() => tensor(Source.State());

        /// <exception cref="ArgumentException">The tensor did not come from <see cref="get_state"/>.</exception>
        public void set_state(Tensor value)
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.dtype != ScalarType.Int64 || value.Rank != 1 || Mt19937.FromState(value.data<long>().ToArray()) is not { } source)
            {
                throw new ArgumentException($"set_state: expected what get_state gave, got {Fail.Show(value.Sizes)} of {value.dtype}", nameof(value));
            }
            Source = source;
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
