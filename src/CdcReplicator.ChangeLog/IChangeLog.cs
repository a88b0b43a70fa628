using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The one sequenced log of a cluster. Implementations: <c>Kafka/</c> (one topic, one partition) and <c>Embedded/</c>
/// (a SQLite file). One contract suite runs against both. Safe for concurrent use.
/// </summary>
internal interface IChangeLog : IAsyncDisposable
{
    /// <summary>Identity and shared rules, fixed when the log was created.</summary>
    ClusterSettings Settings { get; }

    /// <summary>Where the log is, for messages; no secrets.</summary>
    string Endpoint { get; }

    /// <summary>What is kept beside the log: members, schemas, table definitions, rejections, digests.</summary>
    IMetadataStore Metadata { get; }

    /// <summary>
    /// What is wrong with the log, so that nothing is appended to it; null while all is well, as far as is known now.
    /// </summary>
    ReplicationException? Trouble => null;

    /// <summary>
    /// Appends the records of one transaction in order, durable when this returns (G1). Records of other publishers may
    /// stand between them. Appends started one after the other keep their order; only a very large one lets others
    /// stand between its own records.
    /// </summary>
    /// <exception cref="RecordTooLargeException">A record exceeds the limit; nothing was appended.</exception>
    /// <exception cref="LogUnavailableException">The log could not be reached; nothing was appended.</exception>
    /// <exception cref="LogRefusedException">
    /// A permission is missing or a setting of the log is wrong; nothing was appended.
    /// </exception>
    /// <exception cref="LogMismatchException">The log is not the one that was opened; nothing was appended.</exception>
    /// <exception cref="AppendOutcomeUnknownException">Sent, but no answer came.</exception>
    Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a reader whose first record is the first one at or after <paramref name="fromOffset"/>. Never resets by
    /// itself.
    /// </summary>
    /// <exception cref="LogMismatchException">The offset is before the start or beyond the end of the log.</exception>
    Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken);

    /// <summary>What the log holds now. The end is asked of the log, not remembered.</summary>
    Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken);

    /// <summary>How long the log is set to keep what members need, asked now: settings may change meanwhile.</summary>
    /// <exception cref="LogUnavailableException">It cannot be asked.</exception>
    /// <exception cref="LogRefusedException">This user may not ask.</exception>
    Task<LogRetention> GetRetentionAsync(CancellationToken cancellationToken) => Task.FromResult(LogRetention.Unknown);

    /// <summary>
    /// Publishes how far a node is, for monitoring tools only (Kafka: consumer-group offset
    /// <c>cdc-replicator.CLUSTER.NODE</c>).
    /// </summary>
    Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken);
}
