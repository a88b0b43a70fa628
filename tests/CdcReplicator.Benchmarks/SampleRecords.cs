using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.Benchmarks;

/// <summary>Records of every form, as our own encoder and Debezium write them.</summary>
internal static class SampleRecords
{
    private const long FirstNumber = 1_000_000;
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>That many records of a form, and the registry of their schemas.</summary>
    public static async Task<(LogRecord[] Records, ISchemaRegistry Registry)> MakeAsync(RecordForm form, int count)
    {
        if (form == RecordForm.Recorded)
        {
            var recording = new CorpusRecording("avro/default");
            return ([.. recording.Read().Select(read => read.Record).Take(count)], recording.Schemas());
        }

        var registry = new MetadataSchemaRegistry(new InMemoryMetadataStore(TimeProvider.System));
        var encoder = new SdkTransactionEncoder(registry, "shop");
        var records = new List<LogRecord>(count);
        for (var number = FirstNumber; records.Count < count; number++)
        {
            var written = await encoder.EncodeAsync(
                "orders-service",
                number,
                Time,
                SampleTables.Changes(form, number),
                CancellationToken.None
            );
            records.AddRange(written.Select((r, i) => new LogRecord(records.Count + i, 0, r.Key, r.Value, r.Headers)));
        }

        return ([.. records.Take(count)], registry);
    }

    /// <summary>Makes changes, a transaction each, what an applier has of them: their records, decoded.</summary>
    public static Func<IEnumerable<TableChange>, Task<List<RowChange>>> Decoding()
    {
        var registry = new MetadataSchemaRegistry(new InMemoryMetadataStore(TimeProvider.System));
        var encoder = new SdkTransactionEncoder(registry, "shop");
        var decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);
        var number = FirstNumber;
        return async changes =>
        {
            var decoded = new List<RowChange>();
            foreach (var change in changes)
            {
                var written = await encoder.EncodeAsync("orders-service", number++, Time, [change], default);
                foreach (var (record, i) in written.Select((record, i) => (record, i)))
                {
                    var read = new LogRecord(number, 0, record.Key, record.Value, record.Headers);
                    decoded.Add((await decoder.DecodeAsync(read, default)).Row.Change);
                }
            }

            return decoded;
        };
    }
}
