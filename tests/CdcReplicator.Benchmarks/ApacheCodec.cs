using System.Buffers.Binary;
using Avro;
using Avro.Generic;
using Avro.IO;
using CdcReplicator.Debezium;

namespace CdcReplicator.Benchmarks;

/// <summary>Confluent's messages by Apache.Avro's generic records, kept by the schema's id.</summary>
internal sealed class ApacheCodec(ISchemaRegistry registry)
{
    private const int HeaderLength = 1 + sizeof(int);

    private readonly Dictionary<int, Codec> _codecs = [];

    /// <summary>Makes reader and writer of a message's schema.</summary>
    public async Task LoadAsync(ReadOnlyMemory<byte> message)
    {
        var id = IdOf(message.Span);
        if (!_codecs.ContainsKey(id))
        {
            var schema = Schema.Parse(await registry.GetSchemaAsync(id, CancellationToken.None));
            _codecs.Add(
                id,
                new Codec(
                    new GenericDatumReader<GenericRecord>(schema, schema),
                    new GenericDatumWriter<GenericRecord>(schema)
                )
            );
        }
    }

    /// <summary>Reads a message.</summary>
    public ApacheMessage Read(ArraySegment<byte> message)
    {
        using var stream = new MemoryStream(
            message.Array!,
            message.Offset + HeaderLength,
            message.Count - HeaderLength,
            writable: false
        );
        var id = IdOf(message);
        return new ApacheMessage(id, _codecs[id].Reader.Read(null!, new BinaryDecoder(stream)));
    }

    /// <summary>Writes a message.</summary>
    /// <param name="message">What was read, or made.</param>
    /// <param name="stream">Used again for each message.</param>
    public byte[] Write(ApacheMessage message, MemoryStream stream)
    {
        stream.SetLength(0);
        Span<byte> header = stackalloc byte[HeaderLength];
        header[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], message.SchemaId);
        stream.Write(header);
        _codecs[message.SchemaId].Writer.Write(message.Record, new BinaryEncoder(stream));
        return stream.ToArray();
    }

    private static int IdOf(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadInt32BigEndian(message[1..]);

    private sealed record Codec(GenericDatumReader<GenericRecord> Reader, GenericDatumWriter<GenericRecord> Writer);
}
