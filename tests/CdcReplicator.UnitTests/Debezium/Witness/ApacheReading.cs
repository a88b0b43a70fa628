using System.Text.Json;
using Avro;
using Avro.Generic;

namespace CdcReplicator.UnitTests;

/// <summary>What Apache.Avro read, with the meaning its schema gives.</summary>
internal static class ApacheReading
{
    private const string OwnName = "cdc-replicator.column";
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    public static WitnessStruct Struct(GenericRecord record) =>
        new(
            record.Schema.Fullname,
            [
                .. record.Schema.Fields.Select(field =>
                {
                    var type = TypeOf(field.Schema);
                    return new WitnessField(NameOf(field), type, Value(record.GetValue(field.Pos), type));
                }),
            ]
        );

    private static object? Value(object? value, WitnessType type) =>
        value switch
        {
            int number => (long)number,
            AvroDecimal number => new BigDecimal(number.UnscaledValue, number.Scale),
            DateTime day when type.Name == "org.apache.kafka.connect.data.Date" => (day - Epoch).Ticks
                / TimeSpan.TicksPerDay,
            DateTime instant => (instant - Epoch).Ticks / TimeSpan.TicksPerMillisecond,
            TimeSpan time => time.Ticks / TimeSpan.TicksPerMillisecond,
            GenericRecord record => Struct(record),
            IDictionary<string, object?> map => map.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
            object?[] array => Array.ConvertAll(array, element => Value(element, type.Element!)),
            _ => value,
        };

    private static WitnessType TypeOf(Schema schema)
    {
        var type = schema is UnionSchema union ? union.Schemas.First(branch => branch.Tag != Schema.Type.Null) : schema;
        var name = Unquoted(type.GetProperty("connect.name"));
        return new WitnessType(
            name,
            Parameter(type, "scale") is { } scale ? int.Parse(scale) : null,
            type is ArraySchema array ? TypeOf(array.ItemSchema) : null
        );
    }

    private static string NameOf(Field field)
    {
        var type = field.Schema is UnionSchema union
            ? union.Schemas.First(branch => branch.Tag != Schema.Type.Null)
            : field.Schema;
        return Unquoted(field.GetProperty(OwnName)) ?? Parameter(type, "__debezium.source.column.name") ?? field.Name;
    }

    private static string? Parameter(Schema schema, string name) =>
        schema.GetProperty("connect.parameters") is { } parameters
        && JsonDocument.Parse(parameters).RootElement.TryGetProperty(name, out var value)
            ? value.GetString()
            : null;

    private static string? Unquoted(string? json) =>
        json is ['"', ..] ? JsonSerializer.Deserialize<string>(json) : json;
}
