namespace CdcReplicator;

/// <summary>
/// The rules every node of a cluster must share for verdicts to be alike. Fixed when the log is created and kept beside
/// it.
/// </summary>
/// <param name="Log">The log's identity.</param>
/// <param name="TransactionTimeout">
/// How long, by append time, one of our own publishers' transactions may stay open before it counts as abandoned.
/// Default 60 s.
/// </param>
/// <param name="PublisherExpiry">
/// How long, by append time, the numbers of a one-time publisher are remembered after its last transaction. Default 24
/// h.
/// </param>
public sealed record ClusterSettings(LogId Log, TimeSpan TransactionTimeout, TimeSpan PublisherExpiry)
{
    /// <summary>Default of <see cref="TransactionTimeout"/>.</summary>
    public static readonly TimeSpan DefaultTransactionTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Default of <see cref="PublisherExpiry"/>.</summary>
    public static readonly TimeSpan DefaultPublisherExpiry = TimeSpan.FromHours(24);

    /// <summary>
    /// What one step between append times counts at most for <see cref="PublisherExpiry"/>:
    /// a 24th of it, so that a server whose clock is years wrong makes nobody forgotten.
    /// </summary>
    internal TimeSpan LongestLogStep => PublisherExpiry / 24;

    /// <summary>Settings for a new log, with the defaults.</summary>
    internal static ClusterSettings NewLog() => new(LogId.New(), DefaultTransactionTimeout, DefaultPublisherExpiry);
}
