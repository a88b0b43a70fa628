namespace CdcReplicator;

/// <summary>What an applier reports to the cluster about its node.</summary>
public sealed record MemberStatus
{
    /// <summary>Publishers that <see cref="Duplicates"/> names at most: 20.</summary>
    public const int MaxDuplicatePublishers = 20;

    /// <summary>Keys that <see cref="OrderKeys"/> names at most: 8.</summary>
    public const int MaxOrderKeys = 8;

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

    /// <summary>How often the applier has begun anew after a fault of node or log, since it started.</summary>
    public long Retries { get; init; }
}
