using System.Buffers.Binary;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Bytes of a record, with their encoding recognised: Confluent's Avro with its schema id, or JSON.</summary>
internal readonly struct EncodedPart
{
    private const byte AvroMagic = 0;
    private const byte GuidMagic = 1;
    private const int PrefixLength = 5;

    private readonly int _start;

    private EncodedPart(bool isAvro, int schemaId, RecordBytes record, int start)
    {
        IsAvro = isAvro;
        SchemaId = schemaId;
        Record = record;
        _start = start;
    }

    /// <summary>Avro, not JSON.</summary>
    public bool IsAvro { get; }

    /// <summary>The writer schema's id, if Avro.</summary>
    public int SchemaId { get; }

    /// <summary>The bytes, prefix and all.</summary>
    public RecordBytes Record { get; }

    /// <summary>The bytes after the prefix, to the end.</summary>
    public ReadOnlySpan<byte> Data => Record.Span[_start..];

    /// <summary>Tells the encoding by the schema id's header, if there is one, else by the first byte.</summary>
    /// <exception cref="MalformedDataException">It is neither.</exception>
    public static EncodedPart Of(RecordBytes record, byte[]? schemaIdHeader)
    {
        var bytes = record.Span;
        if (schemaIdHeader is not null)
        {
            return new EncodedPart(true, ReadId(schemaIdHeader), record, 0);
        }

        if (bytes.Length == 0)
        {
            throw new MalformedDataException("it is empty");
        }

        if (bytes[0] is AvroMagic or GuidMagic)
        {
            return new EncodedPart(true, ReadId(bytes), record, PrefixLength);
        }

        return bytes[0] is (byte)'{' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'n' or (byte)'"'
            ? new EncodedPart(false, 0, record, 0)
            : throw new MalformedDataException(
                $"its first byte is 0x{bytes[0]:X2}, neither Confluent's Avro (0x00) nor a JSON object"
            );
    }

    private static int ReadId(ReadOnlySpan<byte> bytes) =>
        bytes[0] == GuidMagic
            ? throw new MalformedDataException("its schema is named by a GUID; have the converter write numeric ids")
        : bytes[0] == AvroMagic && bytes.Length >= PrefixLength ? BinaryPrimitives.ReadInt32BigEndian(bytes[1..])
        : throw new MalformedDataException("it ends inside the schema id");

    /// <summary>The first header of a name, or null.</summary>
    public static byte[]? Header(in LogRecord record, string name)
    {
        for (var i = 0; i < record.Headers.Count; i++)
        {
            if (record.Headers[i].Name == name)
            {
                return record.Headers[i].Value;
            }
        }

        return null;
    }
}
