namespace CdcReplicator.Applier;

/// <summary>What the applier's decisions depend on besides the log. Times in milliseconds.</summary>
internal sealed record ApplierSettings
{
    /// <summary>
    /// Rows of open and waiting transactions held in memory, bytes; more goes to disk. Default 48 MiB.
    /// </summary>
    public long MaxBytesInMemory { get; init; } = 48L << 20;

    /// <summary>
    /// Bytes of memory that complete transactions may take while they wait for the next commit; reading pauses beyond.
    /// Thousands of rows, so that their net effect is small; what waits long is copied by the garbage collector.
    /// Default 10 MiB (against 3 MiB: 6 to 20 % faster, 25 MB more memory).
    /// </summary>
    public long MaxBytesAhead { get; init; } = 10L << 20;

    /// <summary>Transactions in one commit. Default 50,000.</summary>
    public int MaxTransactionsPerCommit { get; init; } = 50_000;

    /// <summary>Row events in one commit, unless a single transaction has more. Default 50,000.</summary>
    public long MaxRowsPerCommit { get; init; } = 50_000;

    /// <summary>Record bytes in one commit, unless a single transaction has more. Default 32 MiB.</summary>
    public long MaxBytesPerCommit { get; init; } = 32L << 20;

    /// <summary>
    /// How long a commit may take when much is waiting: what a reader of the node, and of its position, waits for at
    /// most. Commits are sized by it. Default 250 ms.
    /// </summary>
    public long TargetCommitTime { get; init; } = 250;

    /// <summary>Waiting transactions beyond which no more records are read. Default 100,000.</summary>
    public int MaxWaitingTransactions { get; init; } = 100_000;

    /// <summary>How often at most a position is committed for records without effect. Default 250 ms.</summary>
    public long IdleAdvanceInterval { get; init; } = 250;

    /// <summary>
    /// How many records without effect may pass before their position is committed although more are coming. Default
    /// 10,000.
    /// </summary>
    public long IdleAdvanceRecords { get; init; } = 10_000;

    /// <summary>
    /// How often status is published without news. Default 500 ms, so that a member is dead only after several missed
    /// ones.
    /// </summary>
    public long HeartbeatInterval { get; init; } = 500;

    /// <summary>
    /// How long its heartbeats may fail to come before others take the applier for dead. Longer for machines under
    /// heavy load. Default 2500 ms.
    /// </summary>
    public long DeadAfter { get; init; } = 2500;

    /// <summary>How often at most status is published with news. Default 50 ms.</summary>
    public long StatusInterval { get; init; } = 50;

    /// <summary>How often the log is verified again while following it. Default 30 s.</summary>
    public long VerifyInterval { get; init; } = 30_000;

    /// <summary>
    /// How often the node is looked at: while it follows the log, whether its tables were changed; while it is halted
    /// by what may heal, whether it has healed. Default 3 s.
    /// </summary>
    public long LookInterval { get; init; } = 3000;

    /// <summary>
    /// How old, by log time, the oldest unapplied record may be before the node counts as lagging. Default 10 s.
    /// </summary>
    public long LagBound { get; init; } = 10_000;

    /// <summary>First pause after a fault; doubles with each further one. Default 200 ms.</summary>
    public long FirstRetryDelay { get; init; } = 200;

    /// <summary>Longest pause after a fault. Default 10 s.</summary>
    public long MaxRetryDelay { get; init; } = 10_000;

    /// <summary>
    /// How long an applier that was fenced off waits before it looks whether the other one still works. Default 3 s.
    /// </summary>
    public long StandbyInterval { get; init; } = 3000;

    /// <summary>
    /// How long a node that was filled waits for the answers to the comparison that it owes. Default 10 min.
    /// </summary>
    public long ProofTimeout { get; init; } = 600_000;

    /// <summary>
    /// First pause after a comparison that could not be made; doubles with each further one. Default 1 s.
    /// </summary>
    public long FirstProofPause { get; init; } = 1000;

    /// <summary>Longest pause after it. Default 60 s.</summary>
    public long MaxProofPause { get; init; } = 60_000;

    /// <summary>
    /// Commits in a row that may fail without an answer and without progress before the node halts. Default 5.
    /// </summary>
    public int MaxUnknownOutcomes { get; init; } = 5;
}
