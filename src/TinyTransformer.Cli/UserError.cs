// What the user can cure: a config, a file, an option. Its message is one line that names the place, and all that they see.
namespace TinyTransformer.Cli;

internal sealed class UserError(string message, Exception? cause = null) : Exception(message, cause);
