namespace CdcReplicator.Applier;

/// <summary>What operators have ordered of transactions at which the node halted, by sequence.</summary>
internal sealed class OperatorOrders
{
    /// <summary>These are passed over.</summary>
    public HashSet<long> Skips { get; } = [];

    /// <summary>From these on, what their sources send is accepted.</summary>
    public HashSet<long> Accepts { get; } = [];
}
