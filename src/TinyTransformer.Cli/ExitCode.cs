// The exit codes, as --help states them.
namespace TinyTransformer.Cli;

internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadInput = 2;
    public const int Interrupted = 130;
}
