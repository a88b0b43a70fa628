using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>One node in a snapshot. Immutable but for what this process measures.</summary>
/// <param name="Status">What its applier published last.</param>
/// <param name="Known">What this process knows of it.</param>
/// <param name="AliveUntil">Timestamp at which its heartbeat is too old.</param>
/// <param name="IsDrained">Whether an operator has drained it.</param>
/// <param name="ServingSince">Timestamp from which it has served without a break; meaningless while it does not.</param>
internal sealed record NodeView(
    MemberStatus Status,
    KnownNode Known,
    long AliveUntil,
    bool IsDrained,
    long ServingSince
)
{
    public string Id => Known.Id;

    /// <summary>A sequence the node has applied, if its database has not been put back since.</summary>
    public long Position => Math.Max(Status.LastAppliedSequence, Known.SeenPosition);

    public GateFacts Facts(long now) => new(Status.State, now < AliveUntil, IsDrained, Position);
}
