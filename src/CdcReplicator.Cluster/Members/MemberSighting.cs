using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// A status, how old it was when it was received, and when that was. Of one that cannot be read only the node is known.
/// </summary>
internal sealed class MemberSighting
{
    private readonly MemberStatus? _status;
    private readonly TimeSpan _ageAtReceipt;
    private readonly long _receivedAt;

    /// <param name="entry">The entry, with a value.</param>
    /// <param name="ageAtReceipt">How old it was.</param>
    /// <param name="receivedAt">When, as a timestamp.</param>
    public MemberSighting(MetadataEntry entry, TimeSpan ageAtReceipt, long receivedAt)
    {
        NodeId = entry.Key[MemberStore.Prefix.Length..];
        Version = entry.Version;
        _ageAtReceipt = ageAtReceipt;
        _receivedAt = receivedAt;
        try
        {
            _status = EntryJson.ReadOf(NodeId, entry, ClusterJson.Default.MemberStatus, status => status.NodeId);
        }
        catch (ReplicationException error)
        {
            Unreadable = new UnreadableEntry(NodeId, error.Problem, error.Remedy);
        }
    }

    public string NodeId { get; }

    public long Version { get; }

    /// <summary>Why it cannot be read; null if it can.</summary>
    public UnreadableEntry? Unreadable { get; }

    /// <summary>The member as it is now; null if it cannot be read.</summary>
    public MemberView? ToView(TimeProvider time)
    {
        if (_status is null)
        {
            return null;
        }

        var age = _ageAtReceipt + time.GetElapsedTime(_receivedAt);
        return new MemberView(_status, age, age <= MemberStore.DeadAfterOf(_status) && _status.State != NodeState.Left);
    }
}
