namespace CdcReplicator.Model;

/// <summary>A connector's heartbeat. Has no effect and completes nothing.</summary>
internal sealed record HeartbeatEvent : EventContent
{
    private HeartbeatEvent() { }

    /// <summary>All of them say the same.</summary>
    public static HeartbeatEvent Instance { get; } = new();
}
