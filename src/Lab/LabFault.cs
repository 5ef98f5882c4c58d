// A failure that is nobody's but the Lab's, in one line.
namespace Lab;

internal static class LabFault
{
    public static string Describe(Exception error) =>
        $"a fault of the Lab itself, not of your notebook: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}";
}
