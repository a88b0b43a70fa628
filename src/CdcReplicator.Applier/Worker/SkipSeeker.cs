using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>Reads the log behind a sequence at which a node halted, until an operator's skip of it comes.</summary>
internal sealed class SkipSeeker(
    IChangeLog log,
    IRecordDecoder decoder,
    string nodeId,
    TimeProvider time,
    ILogger logger
)
{
    private const int ReadRecords = 1000;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <summary>Returns when the skip is found; waits for it as long as it takes.</summary>
    public async Task SeekAsync(long sequence, CancellationToken cancellationToken)
    {
        var next = sequence + 1;
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
                        if (await IsSkipAsync(record, sequence, cancellationToken))
                        {
                            return;
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

    private async Task<bool> IsSkipAsync(LogRecord record, long sequence, CancellationToken cancellationToken)
    {
        try
        {
            return (await decoder.DecodeAsync(record, cancellationToken)).Other is MessageEvent message
                && ControlContent.IsSkipOf(record.Offset, message, sequence);
        }
        catch (UndecodableRecordException)
        {
            // Not the skip that is looked for; the node meets this record itself when it gets there.
            return false;
        }
    }
}
