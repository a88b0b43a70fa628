using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// .NET values of an application as canonical values of a column. Nothing is guessed: text never becomes a number or a
/// boolean, a number never text, and digits a column has no room for are an error.
/// </summary>
internal static class ClrValue
{
    /// <summary>The canonical value of a .NET value.</summary>
    /// <param name="value">
    /// Null, numbers, text, bytes, dates and times, <see cref="Guid"/>, JSON nodes and elements, enumerations (their
    /// name, or their number in an integer column), sequences for arrays, dictionaries of texts for hstore, and the
    /// types of the model.
    /// </param>
    /// <param name="type">The column's type.</param>
    /// <exception cref="InvalidValueException">The value does not fit; the message names both types.</exception>
    public static DataValue ToDataValue(object? value, ColumnType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return value switch
        {
            null or DBNull => DataValue.Null,
            DataValue data => ValueCoercion.Coerce(data, type),
            string text => OfText(text, type),
            JsonElement element => OfJson(element, type),
            JsonDocument document => OfJson(document.RootElement, type),
            JsonNode node => OfJson(JsonSerializer.SerializeToElement(node), type),
            Enum label => OfEnum(label, type),
            _ => OfOther(value, type),
        };
    }

    internal static InvalidValueException Refused(object value, ColumnType type, string? reason = null) =>
        new(
            $"A {value.GetType().Name} does not fit a column of type "
                + $"{type.NativeName}{(reason is null ? "" : ": " + reason)}."
        );

    private static DataValue OfOther(object value, ColumnType type)
    {
        var data = ClrScalar.Convert(value, type) ?? OfComposite(value, type) ?? throw Refused(value, type);

        // Captures may bring a number for a column that has become text since; an application means something else.
        return data.Kind is DataKind.Integer or DataKind.Decimal && type.Kind is ColumnKind.Text or ColumnKind.Char
            ? throw Refused(value, type, "give text")
            : ValueCoercion.Coerce(data, type);
    }

    private static DataValue OfText(string text, ColumnType type) =>
        type.Kind switch
        {
            ColumnKind.Array => throw Refused(text, type, "give a sequence of elements"),
            ColumnKind.Bytes => throw Refused(text, type, "give bytes"),
            _ => ValueCoercion.Coerce(DataValue.Text(text), type),
        };

    private static DataValue OfEnum(Enum label, ColumnType type) =>
        type.Kind is ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64
            ? ToDataValue(
                System.Convert.ChangeType(label, Enum.GetUnderlyingType(label.GetType()), CultureInfo.InvariantCulture),
                type
            )
            : OfText(NameOf(label, type), type);

    /// <summary>A value without a name would be stored as the digits of its number.</summary>
    private static string NameOf(Enum label, ColumnType type) =>
        label.ToString() is var name && !char.IsAsciiDigit(name[^1]) || Enum.IsDefined(label.GetType(), label)
            ? name
            : throw Refused(label, type, "the value has no name");

    private static DataValue OfJson(JsonElement element, ColumnType type) =>
        element.ValueKind == JsonValueKind.Undefined ? throw Refused(element, type, "it is undefined")
        : type.Kind == ColumnKind.Json ? OfText(element.GetRawText(), type)
        : type.Kind == ColumnKind.Hstore && element.ValueKind == JsonValueKind.Object
            ? OfText(element.GetRawText(), type)
        : element.ValueKind switch
        {
            JsonValueKind.Null => DataValue.Null,
            JsonValueKind.True => ToDataValue(true, type),
            JsonValueKind.False => ToDataValue(false, type),
            JsonValueKind.String => OfText(element.GetString()!, type),
            JsonValueKind.Number when type.Kind is >= ColumnKind.Int16 and <= ColumnKind.Decimal =>
                ValueCoercion.Coerce(DataValue.Text(element.GetRawText(), DataKind.UntypedNumber), type),
            JsonValueKind.Array when type.Kind == ColumnKind.Array => ToDataValue(element.EnumerateArray(), type),
            _ => throw Refused(element, type),
        };

    private static DataValue? OfComposite(object value, ColumnType type) =>
        (value, type.Kind) switch
        {
            (IReadOnlyDictionary<string, string?> map, ColumnKind.Hstore or ColumnKind.Json) => DataValue.Map(map),
            (IDictionary<string, string?> map, ColumnKind.Hstore or ColumnKind.Json) => DataValue.Map(
                new Dictionary<string, string?>(map, StringComparer.Ordinal)
            ),
            (Array { Rank: > 1 }, ColumnKind.Array) => throw Refused(
                value,
                type,
                "arrays of one dimension are carried; give a sequence of elements"
            ),
            (IEnumerable elements, ColumnKind.Array) when value is not (byte[] or ArraySegment<byte>) => OfSequence(
                elements,
                type.Element!
            ),
            (XNode node, ColumnKind.Xml) => DataValue.Text(node.ToString(SaveOptions.DisableFormatting), DataKind.Xml),
            (IPAddress address, ColumnKind.TextForm) => DataValue.Text(address.ToString()),
            _ => null,
        };

    private static DataValue OfSequence(IEnumerable elements, ColumnType type)
    {
        var values = new List<DataValue>();
        foreach (var element in elements)
        {
            values.Add(ToDataValue(element, type));
        }

        return DataValue.Array([.. values]);
    }
}
