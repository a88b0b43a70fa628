namespace CdcReplicator.Cluster;

/// <summary>The latest word on a node's lock, as it stands beside the log.</summary>
/// <param name="Lock">The word.</param>
/// <param name="Order">Its number: a later word has a higher one.</param>
/// <param name="Age">How long ago the store took it.</param>
/// <param name="At">When, by the store's clock.</param>
internal sealed record NodeLockView(NodeLock Lock, long Order, TimeSpan Age, DateTimeOffset At)
{
    /// <summary>The word after which the node was found equal to the others; null if it never was.</summary>
    public long? ProvedOrder { get; init; }

    /// <summary>How long it still holds; zero if the node is locked again.</summary>
    public TimeSpan Left => TimeSpan.FromSeconds(Lock.Seconds) - Age is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>Whether its rows may have been changed round the log, and nobody has compared them since.</summary>
    public bool IsUnproved => ProvedOrder != Order;
}
