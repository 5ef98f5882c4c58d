// A value as plain text, the same on every machine. Collections and objects are written out, to a limit in length and depth:
// this is for looking at, not for storing.
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lab.Kernels;

namespace Lab.Display;

internal sealed class PlainText
{
    private const int MostItems = 100;
    private const int MostDepth = 6;
    // Of the whole value, so that lists of lists of lists end too. A 64 × 64 picture of numbers fits.
    private const int MostItemsInAll = 5000;
    private const int MostCharacters = 100_000;

    private static readonly JsonSerializerOptions s_jsonInside = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_json = new(s_jsonInside) { WriteIndented = true, NewLine = "\n" };

    private readonly StringBuilder _text = new();
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private int _items;

    private bool IsFull => _items >= MostItemsInAll || _text.Length >= MostCharacters;

    public static string Of(object? value)
    {
        if (value is string or char)
        {
            return value.ToString()!;    // quotes serve inside a collection, where an item must be told from the next
        }

        var writer = new PlainText();
        writer.Write(value);
        return writer._text.ToString();
    }

    private void Write(object? value)
    {
        switch (value)
        {
            case null: _text.Append("<null>"); break;
            case string text: _text.Append('"').Append(text).Append('"'); break;
            case char letter: _text.Append('\'').Append(letter).Append('\''); break;
            case JsonNode json: _text.Append(json.ToJsonString(_open.Count == 0 ? s_json : s_jsonInside)); break;
            case Type type: _text.Append(TypeName.Of(type)); break;
            case Exception error: _text.Append(TypeName.Of(error.GetType())).Append(": ").Append(RuntimeError.MessageOf(error)); break;
            default: WriteOther(value); break;
        }
    }

    private void WriteOther(object value)
    {
        if (TypeFormatters.Format(value).TryGetValue("text/plain", out var own))
        {
            _text.Append(own);
        }
        else if (HasOwnText(value))
        {
            _text.Append(value is IFormattable formattable ? formattable.ToString(null, null) : value.ToString());
        }
        else if (_open.Count >= MostDepth || !_open.Add(value))
        {
            _text.Append('…');
        }
        else
        {
            WriteParts(value);
            _open.Remove(value);
        }
    }

    private void WriteParts(object value)
    {
        switch (value)
        {
            case IDictionary map: WriteItems("{ ", ((IEnumerable)map).Cast<object?>(), " }", Write, map.Count); break;
            case Array { Rank: > 1 } array: WriteRows(array, []); break;
            case IEnumerable items: WriteItems("[", items.Cast<object?>(), "]", Write, (items as ICollection)?.Count); break;
            case ITuple tuple: WriteItems("(", Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), ")", Write); break;
            case var pair when IsPair(pair.GetType()): WritePair(Get(pair, "Key"), ": ", Get(pair, "Value")); break;
            default: WriteMembers(value); break;
        }
    }

    /// <param name="total">How many there are, where that is known without going through them.</param>
    private void WriteItems<T>(string open, IEnumerable<T> items, string close, Action<T> write, int? total = null)
    {
        _text.Append(open);
        var count = 0;
        foreach (var item in items)
        {
            _text.Append(count == 0 ? "" : ", ");
            if (count == MostItems || IsFull)
            {
                _text.Append('…').Append(total is null ? "" : $" ({total - count} more)");
                break;
            }
            count++;
            _items++;
            write(item);
        }
        _text.Append(close);
    }

    private void WritePair(object? key, string between, object? value)
    {
        Write(key);
        _text.Append(between);
        Write(value);
    }

    private void WriteRows(Array array, int[] place)
    {
        if (place.Length == array.Rank)
        {
            Write(array.GetValue(place));
        }
        else
        {
            WriteItems("[", Enumerable.Range(array.GetLowerBound(place.Length), array.GetLength(place.Length)), "]", i => WriteRows(array, [.. place, i]), array.GetLength(place.Length));
        }
    }

    private void WriteMembers(object value)
    {
        var type = value.GetType();
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && IsShown(property.PropertyType))
            .Cast<MemberInfo>()
            .Concat(type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => IsShown(field.FieldType)))
            .OrderBy(member => member.MetadataToken)
            .ToArray();
        if (!type.Name.StartsWith('<'))    // an anonymous type's name says nothing
        {
            _text.Append(TypeName.Of(type)).Append(members.Length > 0 ? " " : "");
        }

        if (members.Length > 0)
        {
            WriteItems("{ ", members, " }", member => WriteMember(member, value));
        }
    }

    private void WriteMember(MemberInfo member, object owner)
    {
        _text.Append(member.Name).Append(" = ");
        object? value;
        try
        {
            value = member is PropertyInfo property ? property.GetValue(owner) : ((FieldInfo)member).GetValue(owner);
        }
        catch (Exception error)    // the getter is the user's code, and reflection has refusals of its own
        {
            _text.Append(TypeName.Of((error is TargetInvocationException { InnerException: { } thrown } ? thrown : error).GetType()));
            return;
        }
        Write(value);
    }

    /// <summary>Whether reflection can give a value of this type: spans, references and pointers are no objects.</summary>
    private static bool IsShown(Type type) => !type.IsByRefLike && !type.IsByRef && !type.IsPointer && !type.IsFunctionPointer;

    /// <summary>Whether someone wrote this type's text by hand. A record's or an anonymous type's is the compiler's; a collection's or a tuple's says less than its items.</summary>
    private static bool HasOwnText(object value)
    {
        var type = value.GetType();
        if (value is ITuple or (IEnumerable and not IFormattable) || IsPair(type) || type.IsDefined(typeof(CompilerGeneratedAttribute)))
        {
            return value is IEnumerable && IsOwn(type) && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true;
        }

        return IsOwn(type);
    }

    private static bool IsOwn(Type type)
    {
        var text = type.GetMethod(nameof(ToString), Type.EmptyTypes);
        return text is not null && text.DeclaringType != typeof(object) && text.DeclaringType != typeof(ValueType) && !text.IsDefined(typeof(CompilerGeneratedAttribute));
    }

    private static bool IsPair(Type type) => type == typeof(DictionaryEntry) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static object? Get(object owner, string property) => owner.GetType().GetProperty(property)!.GetValue(owner);
}
