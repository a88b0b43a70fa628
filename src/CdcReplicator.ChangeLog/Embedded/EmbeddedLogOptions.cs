using CdcReplicator.Model;

namespace CdcReplicator;

/// <summary>How a process uses an embedded log. Processes may differ; the shortest retention wins.</summary>
public sealed record EmbeddedLogOptions
{
    /// <summary>Default of <see cref="RetentionAge"/>.</summary>
    public static readonly TimeSpan DefaultRetentionAge = TimeSpan.FromDays(7);

    /// <summary>Default of <see cref="RetentionBytes"/>: 10 GiB.</summary>
    public const long DefaultRetentionBytes = 10L << 30;

    /// <summary>Default of <see cref="MemberHoldBytes"/>: 10 GiB.</summary>
    public const long DefaultMemberHoldBytes = 10L << 30;

    /// <summary>Default of <see cref="MaxRecordBytes"/>: 16 MiB.</summary>
    public const int DefaultMaxRecordBytes = 16 << 20;

    /// <summary>Largest <see cref="MaxRecordBytes"/>: 128 MiB, what a node takes.</summary>
    public const int MaxRecordBytesLimit = RecordLimits.MaxBytes;

    /// <summary>Default of <see cref="LockTimeout"/>.</summary>
    public static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Default of <see cref="PollInterval"/>.</summary>
    public static readonly TimeSpan DefaultPollInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Records older than this are deleted, by log time, except the newest record and what members still need. Default
    /// 7 days.
    /// </summary>
    public TimeSpan RetentionAge { get; init; } = DefaultRetentionAge;

    /// <summary>The oldest records are deleted when all together hold more bytes than this. Default 10 GiB.</summary>
    public long RetentionBytes { get; init; } = DefaultRetentionBytes;

    /// <summary>
    /// How much the log may hold beyond <see cref="RetentionBytes"/> because a member that is not forgotten has not
    /// read it, bytes. Up to there nothing that a member needs is deleted, however old it is; <c>status</c> names the
    /// member that holds the log back. 0: members hold nothing back. Default 10 GiB.
    /// </summary>
    public long MemberHoldBytes { get; init; } = DefaultMemberHoldBytes;

    /// <summary>
    /// <c>status</c> and appliers warn when the log keeps what a member needs for less than this. Default 24 h.
    /// </summary>
    public TimeSpan RetentionFloor { get; init; } = LogRetention.DefaultFloor;

    /// <summary>Largest size of key, value and headers of one record, bytes. Default 16 MiB.</summary>
    public int MaxRecordBytes { get; init; } = DefaultMaxRecordBytes;

    /// <summary>How long a write waits for its turn among the processes. Default 30 s.</summary>
    public TimeSpan LockTimeout { get; init; } = DefaultLockTimeout;

    /// <summary>
    /// How often readers look by themselves, should news of another process be missed. Default 250 ms.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = DefaultPollInterval;

    /// <summary>Rule of the cluster, used only if the log is created. Default 60 s.</summary>
    public TimeSpan TransactionTimeout { get; init; } = ClusterSettings.DefaultTransactionTimeout;

    /// <summary>Rule of the cluster, used only if the log is created. Default 24 h.</summary>
    public TimeSpan PublisherExpiry { get; init; } = ClusterSettings.DefaultPublisherExpiry;

    /// <summary>Whether a log that is not there is created. Default true.</summary>
    public bool CreateIfMissing { get; init; } = true;

    /// <summary>Every error of these options; empty if there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        RequirePositive(errors, nameof(RetentionAge), RetentionAge);
        RequirePositive(errors, nameof(RetentionFloor), RetentionFloor);
        RequirePositive(errors, nameof(LockTimeout), LockTimeout);
        RequirePositive(errors, nameof(PollInterval), PollInterval);
        RequirePositive(errors, nameof(TransactionTimeout), TransactionTimeout);
        RequirePositive(errors, nameof(PublisherExpiry), PublisherExpiry);
        if (RetentionBytes <= 0)
        {
            errors.Add($"{nameof(RetentionBytes)} is {RetentionBytes}; it must be above zero.");
        }

        if (MemberHoldBytes < 0)
        {
            errors.Add($"{nameof(MemberHoldBytes)} is {MemberHoldBytes}; it must not be negative.");
        }

        if (MaxRecordBytes is <= 0 or > MaxRecordBytesLimit)
        {
            errors.Add($"{nameof(MaxRecordBytes)} is {MaxRecordBytes}; it must be 1 to {MaxRecordBytesLimit}.");
        }

        return errors;
    }

    private static void RequirePositive(List<string> errors, string name, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            errors.Add($"{name} is {value}; it must be above zero.");
        }
    }
}
