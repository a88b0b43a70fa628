using System.Text;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Text and the types that are text with rules.</summary>
internal static class TextCoercion
{
    /// <summary>How deep JSON may nest; PostgreSQL's own limit depends on its stack.</summary>
    private const int MaximumJsonDepth = 1000;

    public static DataValue Text(in DataValue value, ColumnType type)
    {
        var text = Checked(value, type);
        if (type.Length is { } limit && CodePoints(text) > limit)
        {
            text = WithoutExcessBlanks(value, text, limit, type);
        }

        return Same(value, text, DataKind.Text);
    }

    /// <summary>
    /// Trailing blanks of char(n) mean nothing in PostgreSQL; without them one form serves every kind of node.
    /// </summary>
    public static DataValue Char(in DataValue value, ColumnType type)
    {
        var text = Checked(value, type).TrimEnd(' ');
        return type.Length is { } limit && CodePoints(text) > limit
            ? throw TooLong(value, type, limit)
            : Same(value, text, DataKind.Text);
    }

    public static DataValue Json(in DataValue value, ColumnType type)
    {
        var text =
            value.Kind is DataKind.Json or DataKind.UntypedObject ? CheckCharacters(value, value.AsText(), type)
            : value.Kind == DataKind.Map ? HstoreText.FormatJson(value.AsMap())
            : Checked(value, type);
        if (!IsJson(Encoding.UTF8.GetBytes(text), type))
        {
            throw ValueCoercion.Invalid(value, type, "it is not JSON the type accepts");
        }

        return Same(value, text, DataKind.Json);
    }

    public static DataValue Xml(in DataValue value, ColumnType type) =>
        value.Kind == DataKind.Xml
            ? Same(value, CheckCharacters(value, value.AsText(), type), DataKind.Xml)
            : Same(value, Checked(value, type), DataKind.Xml);

    public static DataValue Enum(in DataValue value, ColumnType type) =>
        value.Kind == DataKind.Enum
            ? Same(value, CheckCharacters(value, value.AsText(), type), DataKind.Enum)
            : Same(value, Checked(value, type), DataKind.Enum);

    public static DataValue TextForm(in DataValue value, ColumnType type)
    {
        var text = value.Kind switch
        {
            // With include.unknown.datatypes the connector sends the bytes of PostgreSQL's text.
            DataKind.Bytes => CheckCharacters(value, Encoding.UTF8.GetString(value.AsBytes()), type),
            DataKind.Json or DataKind.Enum or DataKind.Xml => CheckCharacters(value, value.AsText(), type),
            _ => Checked(value, type),
        };
        return Same(value, GeometricText.IsOf(type) ? GeometricText.Respell(text) : text, DataKind.Text);
    }

    private static string Checked(in DataValue value, ColumnType type) =>
        value.Kind switch
        {
            DataKind.Text or DataKind.UntypedText => CheckCharacters(value, value.AsText(), type),
            DataKind.Json or DataKind.Xml or DataKind.Enum when type.Kind is ColumnKind.Text or ColumnKind.Char =>
                CheckCharacters(value, value.AsText(), type),
            DataKind.Uuid when type.Kind == ColumnKind.Text => value.AsUuid().ToString("D"),

            // Records of before an ALTER TABLE to text.
            DataKind.Integer or DataKind.Decimal when type.Kind is ColumnKind.Text or ColumnKind.Char =>
                value.ToString(),
            DataKind.UntypedNumber when type.Kind is ColumnKind.Text or ColumnKind.Char => value.AsText(),
            _ => throw ValueCoercion.WrongKind(value, type),
        };

    /// <summary>
    /// PostgreSQL holds neither U+0000 nor half a surrogate pair, and UTF-8 would silently replace the latter.
    /// </summary>
    public static string CheckCharacters(in DataValue value, string text, ColumnType type)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw ValueCoercion.Invalid(value, type, "it contains the character U+0000");
        }

        return HasLoneSurrogate(text)
            ? throw ValueCoercion.Invalid(value, type, "it contains half a surrogate pair")
            : text;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (at >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return false;
    }

    /// <summary>Excess blanks are cut, as SQL asks for; anything else is too long.</summary>
    private static string WithoutExcessBlanks(in DataValue value, string text, int limit, ColumnType type)
    {
        var end = 0;
        for (var points = 0; points < limit; points++)
        {
            end += char.IsHighSurrogate(text[end]) ? 2 : 1;
        }

        return text.AsSpan(end).ContainsAnyExcept(' ') ? throw TooLong(value, type, limit) : text[..end];
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var c in text)
        {
            count -= char.IsLowSurrogate(c) ? 1 : 0;
        }

        return count;
    }

    public static bool IsJson(ReadOnlySpan<byte> utf8, ColumnType type)
    {
        var binary = type.NativeName.Contains("jsonb", StringComparison.OrdinalIgnoreCase);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaximumJsonDepth });
        try
        {
            while (reader.Read())
            {
                // jsonb keeps the characters, not the escapes: it must be able to hold them.
                if (
                    binary
                    && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    && reader.ValueIsEscaped
                    && reader.GetString()!.Contains('\0', StringComparison.Ordinal)
                )
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    public static bool IsShallowForJson(ReadOnlySpan<byte> utf8) =>
        utf8.Length <= MaximumJsonDepth || utf8.Count((byte)'{') + utf8.Count((byte)'[') <= MaximumJsonDepth;

    private static InvalidValueException TooLong(in DataValue value, ColumnType type, int limit) =>
        ValueCoercion.Invalid(value, type, $"it is longer than {limit} characters");

    private static DataValue Same(in DataValue value, string text, DataKind kind) =>
        value.Kind == kind && value.AsText().Length == text.Length ? value : DataValue.Text(text, kind);
}
