using System.Buffers.Binary;
using Avro;
using Avro.Generic;
using Avro.IO;

namespace CdcReplicator.UnitTests;

/// <summary>
/// Reads Confluent's messages with Apache.Avro. What it refuses is written down and read again without Avro's own
/// logical types, so that nothing is left out.
/// </summary>
internal sealed class ApacheReader(Func<int, string> schemaOf)
{
    private const string LogicalType = "\"logicalType\"";
    private readonly Dictionary<int, GenericDatumReader<GenericRecord>?> _readers = [];
    private readonly Dictionary<int, GenericDatumReader<GenericRecord>> _plainReaders = [];

    /// <summary>Messages refused, by the schema's id and the reason.</summary>
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    public WitnessStruct Read(ReadOnlyMemory<byte> message)
    {
        Xunit.Assert.Equal(0, message.Span[0]);
        var id = BinaryPrimitives.ReadInt32BigEndian(message.Span[1..]);
        if (!_readers.TryGetValue(id, out var reader))
        {
            reader = TryParse(schemaOf(id)) is { } schema
                ? new GenericDatumReader<GenericRecord>(schema, schema)
                : null;
            _readers.Add(id, reader);
        }

        try
        {
            if (reader is not null)
            {
                return Read(reader, message);
            }

            Refuse($"schema {NameOf(id)}");
        }
        catch (ArgumentOutOfRangeException)
        {
            Refuse($"value of {NameOf(id)}");
        }

        if (!_plainReaders.TryGetValue(id, out var plain))
        {
            var schema = Schema.Parse(Plain(id));
            _plainReaders.Add(id, plain = new GenericDatumReader<GenericRecord>(schema, schema));
        }

        return Read(plain, message);
    }

    /// <summary>Parses a schema; null if Apache.Avro refuses it.</summary>
    public static Schema? TryParse(string text)
    {
        try
        {
            return Schema.Parse(text);
        }
        catch (AvroTypeException)
        {
            return null;
        }
    }

    private static WitnessStruct Read(GenericDatumReader<GenericRecord> reader, ReadOnlyMemory<byte> message)
    {
        using var stream = new MemoryStream(message[(1 + sizeof(int))..].ToArray());
        var record = reader.Read(null!, new BinaryDecoder(stream));
        Xunit.Assert.Equal(stream.Length, stream.Position);
        return ApacheReading.Struct(record);
    }

    private string NameOf(int id) => Schema.Parse(Plain(id)).Fullname;

    private string Plain(int id) => schemaOf(id).Replace(LogicalType, "\"passedOver\"", StringComparison.Ordinal);

    private void Refuse(string what) => Refused[what] = Refused.GetValueOrDefault(what) + 1;
}
