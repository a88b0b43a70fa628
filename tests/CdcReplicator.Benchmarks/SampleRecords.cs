using CdcReplicator.ChangeLog;
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
}
