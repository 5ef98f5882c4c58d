// Where a tensor lives. This engine has one place, the CPU; asking it for another fails and says what to build instead.

namespace TorchSharp;

/// <summary>The kinds of device that PyTorch numbers. This engine computes on the CPU.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MKLDNN = 2,
    OPENGL = 3,
    OPENCL = 4,
    IDEEP = 5,
    HIP = 6,
    FPGA = 7,
    MSNPU = 8,
    XLA = 9,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    public static readonly Device CPU = new(DeviceType.CPU);

    public static bool cuda_is_available() => false;

    public static Device device(string description) => new(description);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    /// <summary>The GPU of that number.</summary>
    public static Device device(int index) => new(index);

    public static Device CUDA { get; } = new(DeviceType.CUDA);

    public static Device MPS { get; } = new(DeviceType.MPS);

    /// <exception cref="NotSupportedException">The device is no CPU.</exception>
    public static void InitializeDeviceType(DeviceType deviceType) => Device.RequireCpu(new Device(deviceType));

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType == DeviceType.CPU;

    /// <summary>The device, or the CPU where none is named.</summary>
    /// <exception cref="NotSupportedException">The device is no CPU.</exception>
    public static Device InitializeDevice(Device? device)
    {
        Device.RequireCpu(device);
        return device ?? CPU;
    }

    /// <summary>A device by kind and number, written as "cpu" or "cuda:0".</summary>
    public class Device
    {
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            if (parts.Length > 2 || !Enum.TryParse<DeviceType>(parts[0], ignoreCase: true, out var kind))
            {
                throw new ArgumentException($"'{description}' names no device: write cpu, cuda or cuda:0", nameof(description));
            }
            type = kind;
            index = parts.Length == 2 ? int.Parse(parts[1]) : -1;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(string deviceType, int index = -1) : this(index < 0 ? deviceType : $"{deviceType}:{index}")
        {
        }

        /// <summary>The GPU of that number.</summary>
        public Device(int index) : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        public override string ToString() => index < 0 ? Name : $"{Name}:{index}";

        public static implicit operator Device(string description) => new(description);

        private string Name => type == DeviceType.CPU ? "cpu" : type == DeviceType.CUDA ? "cuda" : type.ToString();

        /// <summary>No silent fallback: whoever asks for a GPU is told that there is none here.</summary>
        internal static void RequireCpu(Device? device)
        {
            if (device is not null && device.type != DeviceType.CPU)
            {
                throw new NotSupportedException($"device {device}: this engine computes on the CPU; for a GPU build with TorchEngine=cuda");
            }
        }
    }
}
