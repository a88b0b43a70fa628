namespace CdcReplicator.Cluster;

/// <summary>An operator's word on whether a node takes changes that come round the log.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Seconds">For how long it is unlocked, from when the store took this; 0 if it is locked again.</param>
/// <param name="By">Who unlocked it.</param>
/// <param name="Reason">Why.</param>
internal sealed record NodeLock(string NodeId, long Seconds, string By, string Reason)
{
    /// <summary>The longest time: a day. A node that shall be open for longer has no guard.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Characters of <see cref="By"/> and of <see cref="Reason"/>.</summary>
    public const int MaxText = 500;
}
