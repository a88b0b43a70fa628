namespace CdcReplicator.Applier;

/// <summary>
/// What an applier says of itself to others in its process, each half second and whether or not the log can be reached:
/// that it moves, and how its node is. Safe for concurrent use.
/// </summary>
/// <param name="nodeId">Its node.</param>
/// <param name="time">The clock.</param>
internal sealed class ApplierPulse(string nodeId, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private Beat? _last;

    /// <summary>The applier's node.</summary>
    public string NodeId => nodeId;

    /// <summary>What it said last; null before the first time.</summary>
    public MemberStatus? Status => Volatile.Read(ref _last)?.Status;

    /// <summary>Whether another applier works on the node, and this one waits.</summary>
    public bool StandsBy => Volatile.Read(ref _last)?.StandsBy ?? false;

    /// <summary>How long ago it said something last, or was made.</summary>
    public TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _last)?.At ?? _startedAt);

    internal void Show(MemberStatus status, bool standsBy) =>
        Volatile.Write(ref _last, new Beat(status, standsBy, time.GetTimestamp()));

    private sealed record Beat(MemberStatus Status, bool StandsBy, long At);
}
