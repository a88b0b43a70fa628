namespace CdcReplicator.Model;

/// <summary>Null value: what follows a delete for compaction's sake. Has no effect and completes nothing.</summary>
internal sealed record TombstoneEvent : EventContent
{
    private TombstoneEvent() { }

    /// <summary>All of them say the same.</summary>
    public static TombstoneEvent Instance { get; } = new();
}
