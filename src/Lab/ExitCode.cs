// The exit codes of the Lab, as --help states them.
namespace Lab;

internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUsage = 2;
    /// <summary>Of a kernel process alone: an exception on a thread of the user's ended it.</summary>
    public const int KernelCrash = 70;
    public const int Interrupted = 130;
}
