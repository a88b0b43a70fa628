using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>Reads the log until an operator's order comes that a node waits for.</summary>
internal sealed class OrderSeeker(
    IChangeLog log,
    IRecordDecoder decoder,
    string nodeId,
    OrderTrust trust,
    TimeProvider time,
    ILogger logger
)
{
    private const int ReadRecords = 1000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <summary>Returns when the order is found; waits for it as long as it takes.</summary>
    public async Task<ApplierInput> SeekAsync(SoughtOrder sought, CancellationToken cancellationToken)
    {
        var next = sought.From;
        var trouble = new TroubleNotice();
        while (true)
        {
            try
            {
                // What the log no longer has cannot be asked: an order there is as good as none.
                next = Math.Max(next, (await log.GetBoundsAsync(cancellationToken)).StartOffset);
                await using var reader = await log.OpenReaderAsync(next, cancellationToken);
                while (true)
                {
                    var records = await reader.ReadAsync(ReadRecords, cancellationToken);
                    if (trouble.End())
                    {
                        ApplierLog.OrderSearchGoesOn(logger, nodeId);
                    }

                    foreach (var record in records)
                    {
                        if (
                            await ReadAsync(record, cancellationToken) is { } order
                            && sought.Answer(order) is { } found
                        )
                        {
                            return found;
                        }

                        next = record.Offset + 1;
                    }
                }
            }
            catch (ReplicationException error) when (error.IsTransient)
            {
                if (trouble.Begin())
                {
                    ApplierLog.OrderSearchFailed(logger, nodeId, error.Message);
                }

                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }

    private async Task<ControlOrder?> ReadAsync(LogRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return (await decoder.DecodeAsync(record, cancellationToken)).Other is MessageEvent message
                ? ControlReading.Read(message, record.Offset, trust)
                : null;
        }
        catch (UndecodableRecordException)
        {
            // Not the order that is looked for; the node meets this record itself when it gets there.
            return null;
        }
    }
}
