using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using CdcReplicator.UnitTests;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.FuzzTests;

/// <summary>Records, keys and headers of any bytes are decoded or refused by name, and shown as plain text.</summary>
public sealed class DecoderFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Decode_AnyBytesInAvro_AreTakenOrUndecodable()
    {
        var registry = new MemorySchemaRegistry();
        foreach (
            var schema in (string[])
                [
                    FormatPage.KeySchema,
                    FormatPage.EnvelopeSchema,
                    FormatPage.TransactionKeySchema,
                    FormatPage.TransactionValueSchema,
                    RecordSamples.NestedSchema,
                ]
        )
        {
            await registry.RegisterAsync("fuzz", schema, CancellationToken.None);
        }

        Run(registry, RecordSamples.Avro);
    }

    [Fact]
    public void Decode_AnyBytesInJson_AreTakenOrUndecodable() => Run(new MemorySchemaRegistry(), RecordSamples.Json);

    [Fact]
    public void Decode_AnySchema_IsTakenOrUndecodable()
    {
        byte[] value = [.. Convert.FromHexString(FormatPage.Create)];
        value[4] = 1;
        new FuzzRun(output).Run(
            [Encoding.UTF8.GetBytes(FormatPage.EnvelopeSchema), Encoding.UTF8.GetBytes(RecordSamples.NestedSchema)],
            schema =>
            {
                var registry = new OneSchema(Encoding.UTF8.GetString(schema));
                return TryDecode(new RecordDecoder(registry, new(), TimeProvider.System), value);
            },
            part: 4
        );
    }

    [CorpusTheory]
    [InlineData("avro/default")]
    [InlineData("avro/modes-string")]
    [InlineData("json/default")]
    [InlineData("json-schema/modes-double")]
    public void Decode_RecordedRecordDamaged_IsTakenOrUndecodable(string recording)
    {
        var source = new CorpusRecording(recording);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        Run(
            source.Schemas(),
            [
                .. source
                    .Read()
                    .Where(r => !r.Record.Value.IsNone && (seen[r.Topic] = seen.GetValueOrDefault(r.Topic) + 1) <= 20)
                    .Select(r => r.Record.Value.ToArray()!),
            ]
        );
    }

    private void Run(ISchemaRegistry registry, IReadOnlyList<byte[]> samples)
    {
        var decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), new NoWaiting());
        new FuzzRun(output).Run(samples, bytes => TryDecode(decoder, bytes));
    }

    private static bool TryDecode(RecordDecoder decoder, byte[] bytes)
    {
        // One in four is a key, or a header with the key of a key change.
        var header = new RecordHeader("__debezium.newkey", bytes);
        LogRecord[] records =
        [
            new(7, 0, default, bytes, []),
            new(7, 0, bytes, RecordSamples.Delete, bytes.Length % 4 == 0 ? [header] : []),
        ];
        return records.Aggregate(false, (isTaken, record) => TryDecode(decoder, record) | isTaken);
    }

    private static bool TryDecode(RecordDecoder decoder, LogRecord record)
    {
        try
        {
            var decoding = decoder.DecodeAsync(record, CancellationToken.None).AsTask();
            var decoded = decoding.GetAwaiter().GetResult();
            Assert.Equal(record.Offset, decoded.Record.Offset);
            Plain.Check(EventTextWriter.Write(decoded));
            return true;
        }
        catch (UndecodableRecordException refused)
        {
            Plain.Check(refused.Message);
            return false;
        }
    }

    private sealed class OneSchema(string schema) : ISchemaRegistry
    {
        public ValueTask<string?> GetSchemaAsync(int id, CancellationToken cancellationToken) => new(schema);

        public ValueTask<int> RegisterAsync(string subject, string schema, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
