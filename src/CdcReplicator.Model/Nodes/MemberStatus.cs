namespace CdcReplicator;

/// <summary>What an applier reports to the cluster about its node.</summary>
public sealed record MemberStatus
{
    /// <summary>Publishers that <see cref="Duplicates"/> names at most: 20.</summary>
    public const int MaxDuplicatePublishers = 20;

    /// <summary>Keys that <see cref="OrderKeys"/> names at most: 8.</summary>
    public const int MaxOrderKeys = 8;

    private static readonly IReadOnlyList<string> NoTexts = [];
    private static readonly IReadOnlyDictionary<string, long> NoCounts = new Dictionary<string, long>();

    /// <summary>The node's name in the cluster.</summary>
    public required string NodeId { get; init; }

    /// <summary><c>postgres</c> or <c>sqlite</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where the node is reached; never holds a secret.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Identity of the applier process that publishes this.</summary>
    public required string ApplierId { get; init; }

    /// <summary>State of the node.</summary>
    public required NodeState State { get; init; }

    /// <summary>Why it is in that state and what to do, if there is something to say.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Of a halted node the sequence at which it is halted, where it waits for a skip or is mended; null if it is
    /// halted at none, is not halted, or does not say.
    /// </summary>
    public long? HaltedAt { get; init; }

    /// <summary>
    /// The sequence of the order that stops the node; null if it is not paused.
    /// </summary>
    public long? PausedAt { get; init; }

    /// <summary>Last applied sequence; -1 before the first.</summary>
    public required long LastAppliedSequence { get; init; }

    /// <summary>Where a restart would read from.</summary>
    public required long RestartOffset { get; init; }

    /// <summary>Append time of the last applied record, Unix ms; null before the first.</summary>
    public long? AppliedTime { get; init; }

    /// <summary>The log's end as this applier last saw it; null if it has not seen it.</summary>
    public long? LogEndOffset { get; init; }

    /// <summary>Transactions applied a second, over the last heartbeats.</summary>
    public double AppliedPerSecond { get; init; }

    /// <summary>
    /// How long its heartbeats may fail to come before others take the applier for dead, milliseconds; null for the
    /// default.
    /// </summary>
    public long? DeadAfterMilliseconds { get; init; }

    /// <summary>
    /// Open transactions of Debezium connectors, each with source, id and age; empty if none. The oldest; a last line
    /// counts what there is no room for.
    /// </summary>
    public IReadOnlyList<string> OpenTransactions { get; init; } = [];

    /// <summary>
    /// How long the oldest record it has not applied waits, milliseconds: 0 if none does, null if the applier cannot
    /// tell.
    /// </summary>
    public long? LagMilliseconds { get; init; }

    /// <summary>
    /// From which sequence on its rejections are beside the log; null if it has not said so, and its verdicts are not
    /// compared then.
    /// </summary>
    public long? VerdictsFrom { get; init; }

    /// <summary>
    /// The first sequence that shows that the node differs from the others; null if it is not known to. What it decided
    /// before still counts.
    /// </summary>
    public long? DiffersFrom { get; init; }

    /// <summary>How far its filling from another node is; null if it is not being filled.</summary>
    public SeedReport? Seed { get; init; }

    /// <summary>
    /// Transactions rejected since the applier started, by name of the <see cref="RejectionReason"/>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Rejections
    {
        get;
        init => field = value is { Count: > 0 } ? value : NoCounts;
    } = NoCounts;

    /// <summary>
    /// How many of them most of the other nodes have accepted, as far as these have decided them; null if nobody can be
    /// compared with, or it is not known.
    /// </summary>
    public long? LoneRejections { get; init; }

    /// <summary>
    /// Transactions passed over as duplicates since the applier started, by publisher: those with the most, at most
    /// <see cref="MaxDuplicatePublishers"/>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Duplicates
    {
        get;
        init => field = value is { Count: > 0 } ? value : NoCounts;
    } = NoCounts;

    /// <summary>Duplicates of the publishers that <see cref="Duplicates"/> has no room for.</summary>
    public long OtherDuplicates { get; init; }

    /// <summary>
    /// What was taken otherwise than it came since the applier started, by kind and place: those with the
    /// most, at most 20.
    /// </summary>
    public IReadOnlyDictionary<string, long> Adapted
    {
        get;
        init => field = value is { Count: > 0 } ? value : NoCounts;
    } = NoCounts;

    /// <summary>
    /// A short text for each source that a section <c>Sources:NAME</c> is about, the same where the sections say the
    /// same; null if the applier has not said so.
    /// </summary>
    public IReadOnlyDictionary<string, string>? SourceFingerprints { get; init; }

    /// <summary>
    /// A short text for each key with which orders must be signed to count here; empty if the operator's name is
    /// enough, null if the applier has not said so.
    /// </summary>
    public IReadOnlyList<string>? OrderKeys
    {
        get;
        init => field = value is null ? null : [.. value.OfType<string>().Take(MaxOrderKeys)];
    }

    /// <summary>
    /// A short text that is another one for each database that became a node by itself or was adopted; null if the
    /// applier has not said so. Copies have that of their original.
    /// </summary>
    public string? Installation { get; init; }

    /// <summary>
    /// Databases that were refused lately, because they are opened under this node's name and are not the one its
    /// applier works on.
    /// </summary>
    public IReadOnlyList<string> Copies
    {
        get;
        init => field = value is { Count: > 0 } ? [.. value.OfType<string>()] : NoTexts;
    } = NoTexts;

    /// <summary>
    /// For how long the log still keeps what the node needs, milliseconds; null if nothing says that it will be
    /// deleted, or it is not known.
    /// </summary>
    public long? RetentionLeftMilliseconds { get; init; }

    /// <summary>
    /// Operators' orders met in the log since the applier started, by kind and outcome. For its own process only.
    /// </summary>
    internal IReadOnlyDictionary<string, long> Orders { get; init; } = NoCounts;

    /// <summary>
    /// What of the node is not guarded against changes that come round the log and should be, a sentence each; empty if
    /// nothing is left out.
    /// </summary>
    public IReadOnlyList<string> Unguarded
    {
        get;
        init => field = value is { Count: > 0 } ? value : [];
    } = [];

    /// <summary>
    /// Until when the node takes changes that come round the log, Unix ms; null if it does not take them now.
    /// </summary>
    public long? UnlockedUntil { get; init; }

    /// <summary>
    /// The number of the latest order to unlock or lock the node that it has taken in; null if it has none.
    /// </summary>
    public long? LockOrder { get; init; }

    /// <summary>
    /// The node's schema version: how many schema changes of the log it is past; null if the applier has not said so,
    /// and between a change and the reading of the new tables.
    /// </summary>
    public long? SchemaVersion { get; init; }

    /// <summary>The sequence of the last schema change that it has run; null if it has run none.</summary>
    public long? SchemaSequence { get; init; }

    /// <summary>
    /// A short text that is the same on nodes of one kind whose tables are alike; null if the applier has not said so.
    /// </summary>
    public string? SchemaDigest { get; init; }

    /// <summary>How often the applier has begun anew after a fault of node or log, since it started.</summary>
    public long Retries { get; init; }
}
