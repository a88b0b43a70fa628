using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>Reads the log after a sequence at which a node halted, until an operator's order about it comes.</summary>
internal sealed class SkipSeeker(
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
    public async Task<ApplierInput> SeekAsync(ApplierEffect.SeekSkip sought, CancellationToken cancellationToken)
    {
        var next = sought.Sequence + 1;
        var trouble = new TroubleNotice();
        while (true)
        {
            try
            {
                await using var reader = await log.OpenReaderAsync(next, cancellationToken);
                while (true)
                {
                    var records = await reader.ReadAsync(ReadRecords, cancellationToken);
                    if (trouble.End())
                    {
                        ApplierLog.SkipSearchGoesOn(logger, nodeId);
                    }

                    foreach (var record in records)
                    {
                        if (await OrderAsync(record, sought, cancellationToken) is { } order)
                        {
                            return order;
                        }

                        next = record.Offset + 1;
                    }
                }
            }
            catch (ReplicationException error) when (error.IsTransient)
            {
                if (trouble.Begin())
                {
                    ApplierLog.SkipSearchFailed(logger, nodeId, error.Message);
                }

                await Task.Delay(RetryDelay, time, cancellationToken);
            }
        }
    }

    private async Task<ApplierInput?> OrderAsync(
        LogRecord record,
        ApplierEffect.SeekSkip sought,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await decoder.DecodeAsync(record, cancellationToken)).Other is not MessageEvent message
                ? null
                : ControlReading.Read(message, trust) switch
                {
                    ControlOrder.Skip skip when skip.Sequence == sought.Sequence => new ApplierInput.SkipFound(
                        sought.Sequence
                    ),
                    ControlOrder.AcceptSource accepted
                        when accepted.Source == sought.Source && sought.Sequence < accepted.Before =>
                        new ApplierInput.SourceAccepted(sought.Sequence),
                    _ => null,
                };
        }
        catch (UndecodableRecordException)
        {
            // Not the order that is looked for; the node meets this record itself when it gets there.
            return null;
        }
    }
}
