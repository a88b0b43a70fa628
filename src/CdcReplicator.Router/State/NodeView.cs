namespace CdcReplicator.Router;

/// <summary>One node in a snapshot. Immutable but for what this process measures.</summary>
internal sealed record NodeView
{
    /// <summary>The member when the snapshot was made; it ages on by <see cref="AliveUntil"/>.</summary>
    public required MemberView Member { get; init; }

    /// <summary>What this process knows of it.</summary>
    public required KnownNode Known { get; init; }

    /// <summary>Timestamp at which its heartbeat is too old.</summary>
    public required long AliveUntil { get; init; }

    /// <summary>Timestamp at which its proof is too old; the last one there is if none is asked for.</summary>
    public required long ProvedUntil { get; init; }

    /// <summary>Its standing to the lag limit.</summary>
    public required LagStanding Lag { get; init; }

    /// <summary>Whether it is kept for reads although it is beyond the lag limit, because too few are within.</summary>
    public bool IsKept { get; init; }

    /// <summary>Timestamp until which it warms up after it has returned; meaningless while it does not serve.</summary>
    public required long WarmAt { get; init; }

    /// <summary>The length of the warming up, in ticks of the clock.</summary>
    public required long SlowStart { get; init; }

    public required double Weight { get; init; }

    public required bool IsLocal { get; init; }

    public string Id => Known.Id;

    public MemberStatus Status => Member.Status;

    /// <summary>A sequence the node has applied, if its database has not been put back since.</summary>
    public long Position => Math.Max(Status.LastAppliedSequence, Known.SeenPosition);

    public GateFacts Facts(long now) =>
        new(Status.State, now < AliveUntil, Member.IsDrained, Lag.IsWithin || IsKept, Position)
        {
            IsProved = now < ProvedUntil,
        };

    public NodeFigures Figures(long? end, long now) =>
        new(
            Known.Meter.InFlight,
            Known.Meter.Latency(now),
            Known.Meter.Failures,
            LagBehind(end),
            Weight,
            IsLocal,
            Warmth(now)
        );

    /// <summary>Records behind a known end of the log; what is not known is infinite.</summary>
    public long LagBehind(long? end) => end is { } known ? Math.Max(0, known - 1 - Position) : long.MaxValue;

    private double Warmth(long now) =>
        now >= WarmAt ? 1 : Router.SlowStart.Warmth(SlowStart - (WarmAt - now), SlowStart);
}
