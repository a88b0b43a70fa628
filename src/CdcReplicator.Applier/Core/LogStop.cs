using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>Why nothing of the log from a sequence on may be applied.</summary>
/// <param name="Sequence">The sequence.</param>
internal abstract record LogStop(long Sequence)
{
    /// <summary>A fault of the log.</summary>
    /// <param name="Sequence">Where it is.</param>
    /// <param name="Error">What it is.</param>
    public sealed record Fault(long Sequence, ReplicationException Error) : LogStop(Sequence);

    /// <summary>An operator's order. Everything before it is applied.</summary>
    /// <param name="Sequence">Where it is.</param>
    /// <param name="Order">What it says.</param>
    public sealed record Pause(long Sequence, ControlOrder.Pause Order) : LogStop(Sequence);
}
