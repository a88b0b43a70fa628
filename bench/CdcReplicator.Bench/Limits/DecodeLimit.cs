using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Bench;

/// <summary>How fast one core decodes the records of a workload, which are held in memory.</summary>
internal sealed class DecodeLimit(Workload workload, TimeProvider time)
{
    private const int Transactions = 20_000;
    private const int Passes = 10;

    public async Task<LimitResult> MeasureAsync(string name, string folder, CancellationToken cancellationToken)
    {
        var uri = ChangeLogUri.Parse($"embedded:{Path.Combine(folder, name + ".log.db")}");
        await using var log = await ChangeLogFactory.OpenAsync(
            uri,
            new ChangeLogOptions(),
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        var schemas = new MetadataSchemaRegistry(log.Metadata);
        var records = await RecordsAsync(schemas, cancellationToken);
        var decoder = new RecordDecoder(schemas, new DebeziumDecoderOptions(), time);

        // Loads the schemas and lets the code be compiled.
        await DecodeAsync(decoder, records, cancellationToken);
        await DecodeAsync(decoder, records, cancellationToken);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var meter = new LocalMeter(databaseProcess: null, time);
        for (var pass = 0; pass < Passes; pass++)
        {
            await DecodeAsync(decoder, records, cancellationToken);
        }

        var sample = meter.Stop();
        var decoded = (double)records.Count * Passes;
        return new LimitResult(
            name,
            "records",
            Math.Round(decoded / sample.Seconds),
            Math.Round(sample.CpuSeconds * 1_000_000 / decoded, digits: 3),
            Math.Round((GC.GetTotalAllocatedBytes(precise: true) - allocated) / decoded, digits: 1)
        );
    }

    private async Task<IReadOnlyList<LogRecord>> RecordsAsync(
        ISchemaRegistry schemas,
        CancellationToken cancellationToken
    )
    {
        var encoder = new LogTransactions(schemas, isChecked: false, time);
        var records = new List<LogRecord>();
        var number = 0L;
        foreach (var transaction in workload.Transactions(Transactions))
        {
            foreach (var record in await encoder.EncodeAsync(++number, transaction, cancellationToken))
            {
                records.Add(new LogRecord(records.Count, number, record.Key, record.Value, record.Headers));
            }
        }

        return records;
    }

    private static async Task DecodeAsync(
        RecordDecoder decoder,
        IReadOnlyList<LogRecord> records,
        CancellationToken cancellationToken
    )
    {
        foreach (var record in records)
        {
            // As an applier does.
            if (!decoder.TryDecode(record, out _))
            {
                await decoder.DecodeAsync(record, cancellationToken);
            }
        }
    }
}
