// A failure that is the user's to cure. Its message is the whole of what they see: what is wrong, where, and what to do.
// Anything else that escapes is a fault of the Lab itself.
namespace Lab;

internal sealed class UserError(string message, Exception? cause = null) : Exception(message, cause);
