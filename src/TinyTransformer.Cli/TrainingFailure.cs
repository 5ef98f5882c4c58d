// Training that cannot go on: nobody's input is wrong, but the numbers are.
namespace TinyTransformer.Cli;

internal sealed class TrainingFailure(string message, Exception cause) : Exception(message, cause);
