using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads values of records without schema: what they are, only the target column knows.</summary>
internal static class JsonUntypedValues
{
    /// <summary>Reads the value the cursor stands on.</summary>
    public static DataValue Read(ref JsonCursor cursor)
    {
        switch (cursor.Reader.TokenType)
        {
            case JsonTokenType.Null:
                return DataValue.Null;
            case JsonTokenType.True or JsonTokenType.False:
                return DataValue.Boolean(cursor.Reader.GetBoolean());
            case JsonTokenType.Number:
                return DataValue.Text(cursor.NumberText(), DataKind.UntypedNumber);
            case JsonTokenType.String:
                var text = cursor.Reader.GetString()!;
                return cursor.Placeholder is { } placeholder && IsUnavailable(text, placeholder)
                    ? DataValue.Unavailable
                    : DataValue.Text(text, DataKind.UntypedText);
            case JsonTokenType.StartArray:
                return ReadArray(ref cursor);
            case JsonTokenType.StartObject:
                var raw = cursor.TakeRawText();
                return cursor.Placeholder is { } expected && raw == expected.HstoreJson
                    ? DataValue.Unavailable
                    : DataValue.Text(raw, DataKind.UntypedObject);
            default:
                throw new MalformedDataException($"the JSON has {cursor.Reader.TokenType} where a value should be");
        }
    }

    private static DataValue ReadArray(ref JsonCursor cursor)
    {
        var placeholder = cursor.Placeholder;
        cursor.Placeholder = null;
        var values = new List<DataValue>();
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndArray; cursor.Next())
        {
            cursor.Count();
            values.Add(Read(ref cursor));
        }

        cursor.Placeholder = placeholder;
        return placeholder is not null && IsUnavailable(values, placeholder)
            ? DataValue.Unavailable
            : DataValue.Array([.. values], DataKind.UntypedArray);
    }

    private static bool IsUnavailable(string text, UnavailablePlaceholder placeholder) =>
        text == placeholder.Text || text == placeholder.Base64 || text == placeholder.HstoreJson;

    private static bool IsUnavailable(List<DataValue> values, UnavailablePlaceholder placeholder)
    {
        if (values is [{ Kind: DataKind.UntypedText } only])
        {
            var text = only.AsText();
            return text == placeholder.Text
                || text == placeholder.Base64
                || (Guid.TryParseExact(text, "D", out var uuid) && uuid == placeholder.Uuid);
        }

        if (values.Count != placeholder.Bytes.Length)
        {
            return false;
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (
                values[i].Kind != DataKind.UntypedNumber
                || !sbyte.TryParse(values[i].AsText(), out var number)
                || unchecked((byte)number) != placeholder.Bytes[i]
            )
            {
                return false;
            }
        }

        return true;
    }
}
