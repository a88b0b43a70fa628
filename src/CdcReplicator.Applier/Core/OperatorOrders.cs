namespace CdcReplicator.Applier;

/// <summary>
/// What operators have ordered of the places at which the node stopped: of transactions by sequence, and of pauses.
/// </summary>
internal sealed class OperatorOrders
{
    /// <summary>These are passed over.</summary>
    public HashSet<long> Skips { get; } = [];

    /// <summary>
    /// Pauses of the node that were given at this offset or before are over; -1 if none is known to be.
    /// </summary>
    public long ResumedThrough { get; private set; } = -1;

    /// <summary>From these on, what their sources send is accepted.</summary>
    public HashSet<long> Accepts { get; } = [];

    /// <summary>An operator has ended the pauses that were given at an offset or before.</summary>
    public void Resume(long givenAt) => ResumedThrough = Math.Max(ResumedThrough, givenAt);
}
