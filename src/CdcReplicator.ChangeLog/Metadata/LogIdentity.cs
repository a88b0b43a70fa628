namespace CdcReplicator.ChangeLog;

/// <summary>Cluster settings as they are kept beside a log.</summary>
internal sealed record LogIdentity(string Log, long TransactionTimeoutMs, long PublisherExpiryMs)
{
    public static LogIdentity Of(ClusterSettings settings) =>
        new(
            settings.Log.ToString(),
            (long)settings.TransactionTimeout.TotalMilliseconds,
            (long)settings.PublisherExpiry.TotalMilliseconds
        );

    public ClusterSettings ToSettings() =>
        new(
            LogId.Parse(Log),
            TimeSpan.FromMilliseconds(TransactionTimeoutMs),
            TimeSpan.FromMilliseconds(PublisherExpiryMs)
        );
}
