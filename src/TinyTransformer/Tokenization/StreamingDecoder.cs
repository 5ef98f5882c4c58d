using System.Text;

namespace TinyTransformer;

/// <summary>Decodes ids one by one, as a model writes them. Bytes of a character that is not complete are held back until it is.</summary>
/// <remarks>The pieces that it gives, joined, are what <see cref="Tokenizer.Decode"/> gives for all the ids.</remarks>
public sealed class StreamingDecoder
{
    private readonly Tokenizer _tokenizer;
    private readonly byte[] _separator;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private bool _begun;

    /// <summary>A decoder at the beginning of a text.</summary>
    public StreamingDecoder(Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        _tokenizer = tokenizer;
        _separator = Encoding.UTF8.GetBytes(tokenizer.Separator);
    }

    /// <summary>Takes the next id.</summary>
    /// <returns>The text that is complete by now and was not given before; often empty where characters take several tokens.</returns>
    /// <exception cref="ArgumentException">An id outside the vocabulary; the decoder stays as it was.</exception>
    public string Add(int id)
    {
        var bytes = _tokenizer.TokenBytes(id);
        var text = Convert(_begun ? [.. _separator, .. bytes] : bytes, flush: false);
        _begun = true;
        return text;
    }

    /// <summary>Ends the text, and makes the decoder ready for another one.</summary>
    /// <returns>U+FFFD where it broke off within a character, else nothing.</returns>
    public string Finish()
    {
        _begun = false;
        return Convert([], flush: true);
    }

    private string Convert(byte[] bytes, bool flush)
    {
        var chars = new char[_decoder.GetCharCount(bytes, 0, bytes.Length, flush)];
        return new string(chars, 0, _decoder.GetChars(bytes, 0, bytes.Length, chars, 0, flush));
    }
}
