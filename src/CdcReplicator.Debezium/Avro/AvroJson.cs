using System.Text;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Structs that mean nothing here (other connectors' and extensions' types) become the JSON text that Connect's JSON
/// converter would write, so that a record decodes whatever its table holds.
/// </summary>
internal static class AvroJson
{
    /// <summary>What a struct counts for, because its text is a value of its own, however little is in it.</summary>
    private const int ItemsOfStruct = 32;

    private static readonly JsonWriterOptions Options = new() { MaxDepth = 2 * RecordLimits.MaxDepth };

    /// <summary>Reads a value as JSON text.</summary>
    public static DataValue Read(ref AvroReader reader, AvroSchema schema)
    {
        reader.Count(ItemsOfStruct);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(ref reader, schema, writer);
        }

        reader.CountText(buffer.Length);
        return DataValue.Text(
            Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length),
            DataKind.UntypedObject
        );
    }

    private static void Write(ref AvroReader reader, AvroSchema schema, Utf8JsonWriter writer)
    {
        reader.Enter();
        switch (schema.Kind)
        {
            case AvroKind.Null:
                writer.WriteNullValue();
                break;
            case AvroKind.Boolean:
                writer.WriteBooleanValue(reader.ReadBoolean());
                break;
            case AvroKind.Int or AvroKind.Long:
                writer.WriteNumberValue(reader.ReadLong());
                break;
            case AvroKind.Float:
                WriteNumber(writer, reader.ReadFloat());
                break;
            case AvroKind.Double:
                WriteNumber(writer, reader.ReadDouble());
                break;
            case AvroKind.Bytes:
                writer.WriteBase64StringValue(reader.ReadBytes());
                break;
            case AvroKind.Fixed:
                writer.WriteBase64StringValue(reader.Take(schema.Size));
                break;
            case AvroKind.String:
                writer.WriteStringValue(StrictUtf8.GetString(reader.ReadBytes()));
                break;
            case AvroKind.Enum:
                writer.WriteStringValue(schema.Symbols[reader.ReadBranch(schema.Symbols.Length)]);
                break;
            case AvroKind.Union:
                Write(ref reader, AvroStructs.Branch(ref reader, schema), writer);
                break;
            case AvroKind.Record:
                WriteRecord(ref reader, schema, writer);
                break;
            default:
                WriteItems(ref reader, schema, writer);
                break;
        }

        reader.Leave();
    }

    private static void WriteRecord(ref AvroReader reader, AvroSchema schema, Utf8JsonWriter writer)
    {
        reader.Count(schema.Fields.Length);
        writer.WriteStartObject();
        foreach (var field in schema.Fields)
        {
            writer.WritePropertyName(field.Name);
            Write(ref reader, field.Schema, writer);
        }

        writer.WriteEndObject();
        reader.CountText(0, writer.BytesPending);
    }

    private static void WriteItems(ref AvroReader reader, AvroSchema schema, Utf8JsonWriter writer)
    {
        var isMap = schema.Kind == AvroKind.Map;
        if (isMap)
        {
            writer.WriteStartObject();
        }
        else
        {
            writer.WriteStartArray();
        }

        for (var left = reader.ReadBlock(); left > 0; left = reader.ReadBlock())
        {
            for (; left > 0; left--)
            {
                if (isMap)
                {
                    writer.WritePropertyName(StrictUtf8.GetString(reader.ReadBytes()));
                }

                Write(ref reader, schema.Items!, writer);
            }
        }

        if (isMap)
        {
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteEndArray();
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(
                double.IsNaN(number) ? "NaN"
                : number > 0 ? "Infinity"
                : "-Infinity"
            );
        }
    }
}
