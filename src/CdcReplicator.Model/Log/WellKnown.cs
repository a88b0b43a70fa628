namespace CdcReplicator.Model;

/// <summary>Names that stand in log records and mean something to every part of the system.</summary>
internal static class WellKnown
{
    /// <summary>
    /// <c>source.connector</c> of our SDK: its row changes are checked. Every other connector's are trusted.
    /// </summary>
    public const string SdkConnector = "cdc-replicator";

    /// <summary>Prefix of logical messages that control the cluster.</summary>
    public const string ControlPrefix = "cdc-replicator.";

    /// <summary>
    /// Logical message whose content (JSON <c>{"publisher","number"}</c>) ends one transaction of an SDK publisher
    /// without effect, unless the transaction itself came first. This is how an unknown outcome is resolved.
    /// </summary>
    public const string AbandonMessage = "cdc-replicator.abandon";

    /// <summary>
    /// Logical message that asks every node for digests of its tables at this record (content: a checkpoint request,
    /// JSON).
    /// </summary>
    public const string CheckpointMessage = "cdc-replicator.checkpoint";

    /// <summary>
    /// Logical message that asks nodes for rows as they are at this record, and may have one node write them (content:
    /// an id and the hash of a question beside the log, JSON).
    /// </summary>
    public const string RowsMessage = "cdc-replicator.rows";

    /// <summary>
    /// Logical message by which an operator makes every node skip the transaction that completes at a sequence (JSON
    /// <c>{"sequence"}</c>).
    /// </summary>
    public const string SkipMessage = "cdc-replicator.skip";

    /// <summary>
    /// Logical message by which an operator discards an open transaction of a Debezium connector (JSON
    /// <c>{"source","id"}</c>).
    /// </summary>
    public const string DiscardMessage = "cdc-replicator.discard";

    /// <summary>
    /// Logical message by which an operator accepts what a source sends from the transaction on at which the nodes
    /// halted, because nobody could tell whether it came before (JSON <c>{"source"}</c>).
    /// </summary>
    public const string AcceptSourceMessage = "cdc-replicator.accept-source";

    /// <summary>
    /// Logical message by which an operator makes one node stop at this record (JSON <c>{"node","reason"}</c>).
    /// </summary>
    public const string PauseMessage = "cdc-replicator.pause";

    /// <summary>
    /// Logical message by which an operator lets a paused node go on (JSON <c>{"node","reason"}</c>).
    /// </summary>
    public const string ResumeMessage = "cdc-replicator.resume";

    /// <summary>
    /// <c>source.name</c> of operators' orders: control messages other than an abandon count from it alone. The SDK
    /// takes no such name.
    /// </summary>
    public const string OperatorPublisher = "cdc-replicator-cli";

    /// <summary>
    /// Publisher names with this prefix are one-time: their numbers expire by log time. Named publishers may not use
    /// it.
    /// </summary>
    public const string OneTimePublisherPrefix = "once-";
}
