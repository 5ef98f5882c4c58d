// Where a JSON text has a key twice in one object. The parser refuses such a text without telling where.
using System.Text;
using System.Text.Json;

namespace Lab.Notebooks;

internal static class DuplicateKey
{
    /// <returns>The key, and the line and the column (in bytes, as in the parser's own errors) of its second place, from 1; null if there is none.</returns>
    public static (string Key, long Line, long Column)? Find(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 512 });
        var open = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName when reader.GetString() is { } key && !open.Peek().Add(key):
                    var before = bytes.AsSpan(0, (int)reader.TokenStartIndex);
                    return (key, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
            }
        }

        return null;
    }
}
