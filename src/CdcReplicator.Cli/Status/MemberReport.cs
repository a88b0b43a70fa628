namespace CdcReplicator.Cli;

/// <summary>One member as <c>status</c> and <c>lag</c> show it.</summary>
internal sealed record MemberReport
{
    public required string Node { get; init; }

    public required string Kind { get; init; }

    public required string Endpoint { get; init; }

    /// <summary>
    /// The node's state; <c>dead</c> if its applier gives no sign of life while the log takes some; <c>unknown</c> if
    /// the log takes none.
    /// </summary>
    public required string State { get; init; }

    public string? Reason { get; init; }

    /// <summary>
    /// Of a halted node the sequence at which it is halted, as <c>skip</c> takes it; null if it says none.
    /// </summary>
    public long? HaltedAt { get; init; }

    /// <summary>The last position it reported.</summary>
    public required long Position { get; init; }

    /// <summary>Records behind the log's end; null if unknown.</summary>
    public long? LagRecords { get; init; }

    /// <summary>How long the oldest record it has not applied waits; 0 if none does, null if unknown.</summary>
    public double? LagSeconds { get; init; }

    public required double AppliedPerSecond { get; init; }

    public required double HeartbeatAgeSeconds { get; init; }

    public required bool Healthy { get; init; }

    /// <summary>Since when and why an operator keeps reads away; null if nobody does.</summary>
    public string? Drained { get; init; }

    /// <summary>Since when, by whose finding and in what it differs from the others; null if nothing says so.</summary>
    public string? Diverged { get; init; }

    /// <summary>Transactions rejected since its applier started, by reason.</summary>
    public IReadOnlyDictionary<string, long> Rejections { get; init; } = new Dictionary<string, long>();

    /// <summary>How many of them most of the other nodes accepted; null if not known.</summary>
    public long? LoneRejections { get; init; }

    /// <summary>Transactions passed over as duplicates since its applier started, by publisher.</summary>
    public IReadOnlyDictionary<string, long> Duplicates { get; init; } = new Dictionary<string, long>();

    /// <summary>The same of publishers that are not listed.</summary>
    public long OtherDuplicates { get; init; }

    /// <summary>
    /// A text for each source in its settings, the same where the settings are the same; null if not known.
    /// </summary>
    public IReadOnlyDictionary<string, string>? SourceFingerprints { get; init; }

    /// <summary>
    /// A short text for each key with which orders must be signed to count; empty if the name is enough, null if not
    /// known.
    /// </summary>
    public IReadOnlyList<string>? OrderKeys { get; init; }

    /// <summary>Values taken otherwise than they came since its applier started, by kind and place.</summary>
    public IReadOnlyDictionary<string, long> Adapted { get; init; } = new Dictionary<string, long>();

    /// <summary>How far its filling from another node is; null if it is not being filled.</summary>
    public SeedReport? Seed { get; init; }

    public IReadOnlyList<string> OpenTransactions { get; init; } = [];

    /// <summary>What a member shows.</summary>
    public static MemberReport Of(MemberView member, MemberSurroundings around)
    {
        var status = member.Status;
        var lag = around.Log is { } log ? member.LagRecords(log.EndOffset) : MemberView.UnknownLag;
        return new MemberReport
        {
            Node = status.NodeId,
            Kind = status.Kind,
            Endpoint = status.Endpoint,
            State = MemberCondition.StateOf(member, around),
            Reason = MemberCondition.ReasonOf(member, around),
            HaltedAt = status.HaltedAt,
            Position = status.LastAppliedSequence,
            LagRecords = lag == MemberView.UnknownLag ? null : lag,
            LagSeconds = MemberLag.SecondsOf(lag, member, around.NowUnixMs),
            AppliedPerSecond = member.IsAlive ? Math.Round(status.AppliedPerSecond, 1) : 0,
            HeartbeatAgeSeconds = Math.Round(member.HeartbeatAge.TotalSeconds, 1),
            Healthy = MemberCondition.IsHealthy(member, around),
            Drained = around.Maintenance is { } maintenance ? MemberNotes.Of(maintenance) : null,
            Diverged = around.Divergence is { } divergence ? MemberNotes.Of(divergence) : null,
            Rejections = status.Rejections,
            LoneRejections = status.LoneRejections,
            Duplicates = status.Duplicates,
            OtherDuplicates = status.OtherDuplicates,
            Adapted = status.Adapted,
            SourceFingerprints = status.SourceFingerprints,
            OrderKeys = status.OrderKeys,
            Seed = status.Seed,
            OpenTransactions = status.OpenTransactions,
        };
    }
}
