using CdcReplicator.ChangeLog;

namespace CdcReplicator.Bench;

/// <summary>
/// Fetches a log's beginning again and again in small pieces. A broker is a Java program that compiles itself while it
/// works; one that was started a moment ago answers fetches for several times the processor time of one that has run
/// for an hour, and would take it from whatever is measured on the same machine.
/// </summary>
internal static class BrokerWarmUp
{
    private const string BytesPerFetch = "65536";
    private const int RecordsPerRead = 1000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    /// <summary>How the log is opened that is read for it.</summary>
    public static ChangeLogOptions SmallFetches { get; } =
        new()
        {
            CreateIfMissing = false,
            Kafka = new KafkaLogOptions
            {
                Settings = new Dictionary<string, string> { ["fetch.message.max.bytes"] = BytesPerFetch },
            },
        };

    /// <summary>Returns when the broker has answered as many fetches as it can in 15 s.</summary>
    /// <param name="log">A log in Kafka that has records, opened with <see cref="SmallFetches"/>.</param>
    /// <param name="end">The offset after its last record.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task RunAsync(IChangeLog log, long end, CancellationToken cancellationToken)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        turn.CancelAfter(Duration);
        try
        {
            while (true)
            {
                await using var reader = await log.OpenReaderAsync(0, turn.Token);
                await ReadAsync(reader, end, turn.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It has had its time.
        }
    }

    private static async Task ReadAsync(ILogReader reader, long end, CancellationToken cancellationToken)
    {
        for (var next = 0L; next < end; )
        {
            var records = await reader.ReadAsync(RecordsPerRead, cancellationToken);
            next = records[^1].Offset + 1;
        }
    }
}
