using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads values whose type the record's schema says.</summary>
internal static class JsonValues
{
    /// <summary>Reads the value the cursor stands on.</summary>
    public static DataValue Read(ref JsonCursor cursor, ValuePlan plan)
    {
        if (cursor.Reader.TokenType == JsonTokenType.Null)
        {
            return DataValue.Null;
        }

        switch (plan.Type.Base)
        {
            case BaseType.Boolean when cursor.Reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                return DataValue.Boolean(cursor.Reader.GetBoolean());
            case BaseType.Int8
            or BaseType.Int16
            or BaseType.Int32
            or BaseType.Int64 when cursor.Reader.TokenType == JsonTokenType.Number:
                return plan.Scalar.OfInteger(cursor.Reader.GetInt64());
            case BaseType.Float32:
                return DataValue.Float32(float.Parse(FloatText(ref cursor), CultureInfo.InvariantCulture));
            case BaseType.Float64:
                return DataValue.Float64(double.Parse(FloatText(ref cursor), CultureInfo.InvariantCulture));
            case BaseType.Bytes:
                return ReadBytes(ref cursor, plan);
            case BaseType.String when cursor.Reader.TokenType == JsonTokenType.String:
                return ReadText(ref cursor, plan);
            case BaseType.Array when cursor.Reader.TokenType == JsonTokenType.StartArray:
                return ReadArray(ref cursor, plan);
            case BaseType.Map
                when plan.Element?.IsPlainText == true && cursor.Reader.TokenType == JsonTokenType.StartObject:
                return ReadMap(ref cursor);
            case BaseType.Struct when cursor.Reader.TokenType == JsonTokenType.StartObject:
                return ReadStruct(ref cursor, plan);
            case BaseType.Map or BaseType.Struct:
                return DataValue.Text(cursor.TakeRawText(), DataKind.UntypedObject);
            default:
                throw new MalformedDataException(
                    $"the JSON has {cursor.Reader.TokenType} where {plan.Type.Base} should be"
                );
        }
    }

    // Connect writes what JSON has no number for as text.
    private static string FloatText(ref JsonCursor cursor) =>
        cursor.Reader.TokenType switch
        {
            JsonTokenType.Number => cursor.NumberText(),
            JsonTokenType.String when cursor.Reader.GetString() is "NaN" or "Infinity" or "-Infinity" =>
                cursor.Reader.GetString()!,
            var other => throw new MalformedDataException($"the JSON has {other} where a float should be"),
        };

    private static DataValue ReadBytes(ref JsonCursor cursor, ValuePlan plan)
    {
        // decimal.format=NUMERIC
        if (cursor.Reader.TokenType == JsonTokenType.Number && plan.Scalar.Semantic == SemanticType.Decimal)
        {
            return DecimalValues.OfNumber(cursor.NumberText());
        }

        cursor.Expect(JsonTokenType.String);
        var bytes = cursor.Reader.GetBytesFromBase64();
        return plan.Scalar.Semantic != SemanticType.None ? plan.Scalar.OfBytes(bytes)
            : cursor.Placeholder?.IsBytes(bytes) == true ? DataValue.Unavailable
            : DataValue.Bytes(bytes);
    }

    private static DataValue ReadText(ref JsonCursor cursor, ValuePlan plan)
    {
        var utf8 = cursor.Utf8(out var rented);
        var value =
            cursor.Placeholder?.IsText(utf8, plan.Scalar.Semantic) == true
                ? DataValue.Unavailable
                : plan.Scalar.OfText(utf8);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return value;
    }

    private static DataValue ReadArray(ref JsonCursor cursor, ValuePlan plan)
    {
        var element = plan.Element ?? throw new MalformedDataException("the schema of an array has no items");

        // Only the array as a whole can be unchanged; an element that looks so is data.
        var placeholder = cursor.Placeholder;
        cursor.Placeholder = null;
        var values = new List<DataValue>();
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndArray; cursor.Next())
        {
            cursor.Count();
            values.Add(Read(ref cursor, element));
        }

        cursor.Placeholder = placeholder;
        return
            placeholder is not null
            && plan.UnavailableArray is { } unavailable
            && CollectionsMarshal.AsSpan(values).SequenceEqual(unavailable)
            ? DataValue.Unavailable
            : DataValue.Array([.. values]);
    }

    private static DataValue ReadMap(ref JsonCursor cursor)
    {
        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            cursor.Count();
            var key = cursor.Reader.GetString()!;
            cursor.Next();
            map[key] = cursor.Reader.TokenType is JsonTokenType.String or JsonTokenType.Null
                ? cursor.Reader.GetString()
                : throw new MalformedDataException($"the JSON has {cursor.Reader.TokenType} in a map of text");
        }

        return cursor.Placeholder?.IsMap(map) == true ? DataValue.Unavailable : DataValue.Map(map);
    }

    private static DataValue ReadStruct(ref JsonCursor cursor, ValuePlan plan) =>
        plan.Scalar.Semantic switch
        {
            SemanticType.VariableScaleDecimal => JsonStructs.ReadDecimal(ref cursor),
            SemanticType.Point => JsonStructs.ReadPoint(ref cursor),
            SemanticType.Geometry => JsonStructs.ReadGeometry(ref cursor),
            _ => DataValue.Text(cursor.TakeRawText(), DataKind.UntypedObject),
        };
}
