// A message longer than its reader takes. Not the same as one that cannot be read: this is the doing of a cell that shows too much.
namespace Lab.Messaging;

internal sealed class MessageTooLongException(long limit) : Exception($"a message of more than {limit} bytes");
