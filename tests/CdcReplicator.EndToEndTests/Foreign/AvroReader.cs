using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// A second reader of Avro, written from the format page (section 9) alone and sharing nothing with ours: what somebody
/// else's consumer sees.
/// </summary>
internal sealed class AvroReader(byte[] bytes)
{
    private readonly Dictionary<string, JsonElement> _named = [];
    private int _at;

    /// <summary>Reads <c>0x00</c>, a schema id of four bytes, and the value, whole.</summary>
    public static async Task<object?> ReadMessageAsync(byte[] message, Func<int, Task<string>> schemaOf)
    {
        Xunit.Assert.Equal(0, message[0]);
        var schema = await schemaOf(BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(1)));
        var root = JsonDocument.Parse(schema).RootElement;
        var reader = new AvroReader(message[5..]);
        reader.Collect(root);
        var value = reader.Read(root);
        Xunit.Assert.Equal(message.Length - 5, reader._at);
        return value;
    }

    /// <summary>Records by name: a branch not taken may define what a later one refers to.</summary>
    private void Collect(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            foreach (var branch in schema.EnumerateArray())
            {
                Collect(branch);
            }
        }
        else if (schema.ValueKind == JsonValueKind.Object)
        {
            if (schema.TryGetProperty("fields", out var fields))
            {
                _named[schema.GetProperty("name").GetString()!] = schema;
                Collect(fields);
            }
            else if (schema.TryGetProperty("type", out var type))
            {
                Collect(type);
            }
        }
    }

    private object? Read(JsonElement schema) =>
        schema.ValueKind switch
        {
            JsonValueKind.Array => Read(schema[(int)Long()]),
            JsonValueKind.Object => ReadNamed(schema, schema.GetProperty("type")),
            _ => ReadPrimitive(schema.GetString()!),
        };

    private object? ReadNamed(JsonElement schema, JsonElement type)
    {
        if (type.ValueKind != JsonValueKind.String || type.GetString() != "record")
        {
            return Read(type);
        }

        var record = new Dictionary<string, object?>();
        foreach (var field in schema.GetProperty("fields").EnumerateArray())
        {
            record.Add(field.GetProperty("name").GetString()!, Read(field.GetProperty("type")));
        }

        return record;
    }

    private object? ReadPrimitive(string type) =>
        type switch
        {
            "null" => null,
            "int" or "long" => Long(),
            "string" => Encoding.UTF8.GetString(Bytes()),
            "bytes" => Bytes(),
            "boolean" => bytes[_at++] == 1,
            _ => Read(_named[type[(type.LastIndexOf('.') + 1)..]]),
        };

    private byte[] Bytes()
    {
        var length = (int)Long();
        _at += length;
        return bytes[(_at - length).._at];
    }

    private long Long()
    {
        var number = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[_at++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(number >> 1) ^ -(long)(number & 1);
            }
        }
    }
}
