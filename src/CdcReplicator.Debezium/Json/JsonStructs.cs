using System.Globalization;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads Debezium's structs that are one value, by the names of their fields.</summary>
internal static class JsonStructs
{
    /// <summary><c>VariableScaleDecimal</c> {scale, value}.</summary>
    public static DataValue ReadDecimal(ref JsonCursor cursor)
    {
        long? scale = null;
        byte[]? digits = null;
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            var isScale = cursor.Reader.ValueTextEquals("scale"u8);
            var isValue = cursor.Reader.ValueTextEquals("value"u8);
            cursor.Next();
            if (isScale && cursor.Reader.TokenType == JsonTokenType.Number)
            {
                scale = cursor.Reader.GetInt64();
            }
            else if (isValue && cursor.Reader.TokenType == JsonTokenType.String)
            {
                digits = cursor.Reader.GetBytesFromBase64();
            }
            else
            {
                cursor.Reader.Skip();
            }
        }

        return scale is { } known && digits is not null
            ? DecimalValues.OfUnscaled(digits, known)
            : throw new MalformedDataException("a decimal of variable scale lacks scale or value");
    }

    /// <summary><c>Point</c> {x, y, …}; what JSON has no number for is text.</summary>
    public static DataValue ReadPoint(ref JsonCursor cursor)
    {
        double? x = null;
        double? y = null;
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            var isX = cursor.Reader.ValueTextEquals("x"u8);
            var isY = cursor.Reader.ValueTextEquals("y"u8);
            cursor.Next();
            if ((isX || isY) && cursor.Reader.TokenType is JsonTokenType.Number or JsonTokenType.String)
            {
                var text =
                    cursor.Reader.TokenType == JsonTokenType.Number ? cursor.NumberText() : cursor.Reader.GetString()!;
                var number = double.Parse(text, CultureInfo.InvariantCulture);
                x = isX ? number : x;
                y = isY ? number : y;
            }
            else
            {
                cursor.Reader.Skip();
            }
        }

        return x is { } left && y is { } right
            ? DataValue.Point(new PlanePoint(left, right))
            : throw new MalformedDataException("a point lacks x or y");
    }

    /// <summary><c>Geometry</c> {wkb, srid, …}: its well-known binary, which carries the rest.</summary>
    public static DataValue ReadGeometry(ref JsonCursor cursor)
    {
        var value = DataValue.Null;
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            var isWkb = cursor.Reader.ValueTextEquals("wkb"u8);
            cursor.Next();
            if (isWkb && cursor.Reader.TokenType == JsonTokenType.String)
            {
                value = DataValue.Bytes(cursor.Reader.GetBytesFromBase64());
            }
            else
            {
                cursor.Reader.Skip();
            }
        }

        return value;
    }
}
