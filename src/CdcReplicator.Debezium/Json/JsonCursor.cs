using System.Buffers;
using System.Text;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>A JSON reader with the text it reads, so that parts can be taken as they stand.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> source, UnavailablePlaceholder? placeholder)
{
    /// <summary>The tokens.</summary>
    public Utf8JsonReader Reader = new(source);

    private readonly ReadOnlySpan<byte> _source = source;
    private int _items;

    /// <summary>What stands for unchanged values; null if nothing does in this record.</summary>
    public UnavailablePlaceholder? Placeholder { get; set; } = placeholder;

    /// <summary>Goes to the next token.</summary>
    public void Next()
    {
        if (!Reader.Read())
        {
            throw new MalformedDataException("the JSON ends early");
        }
    }

    /// <summary>Goes to the next token, which must be of a kind.</summary>
    public void Next(JsonTokenType expected)
    {
        Next();
        Expect(expected);
    }

    /// <summary>Checks the token.</summary>
    public readonly void Expect(JsonTokenType expected)
    {
        if (Reader.TokenType != expected)
        {
            throw new MalformedDataException($"the JSON has {Reader.TokenType} where {expected} should be");
        }
    }

    /// <summary>Counts an item of an array or map.</summary>
    public void Count()
    {
        if (++_items > RecordLimits.MaxItems)
        {
            throw new MalformedDataException($"it holds more than {RecordLimits.MaxItems} items");
        }
    }

    /// <summary>Passes over the value the cursor stands on and gives its text.</summary>
    public ReadOnlySpan<byte> TakeRaw()
    {
        var start = (int)Reader.TokenStartIndex;
        Reader.Skip();
        return _source[start..(int)Reader.BytesConsumed];
    }

    /// <summary>Passes over the value the cursor stands on and gives its text as a string.</summary>
    public string TakeRawText() => Encoding.UTF8.GetString(TakeRaw());

    /// <summary>The text of a number token.</summary>
    public readonly string NumberText() => Encoding.UTF8.GetString(Reader.ValueSpan);

    /// <summary>
    /// The UTF-8 of a string token, escapes resolved; <paramref name="rented"/> goes back to the pool if it was needed.
    /// </summary>
    public readonly ReadOnlySpan<byte> Utf8(out byte[]? rented)
    {
        rented = null;
        if (!Reader.ValueIsEscaped)
        {
            return Reader.ValueSpan;
        }

        rented = ArrayPool<byte>.Shared.Rent(Reader.ValueSpan.Length);
        return rented.AsSpan(0, Reader.CopyString(rented));
    }

    /// <summary>Checks that nothing but blanks follows.</summary>
    public void End()
    {
        if (Reader.Read())
        {
            throw new MalformedDataException("something follows the JSON value");
        }
    }
}
