using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>A status, how old it was when it was received, and when that was.</summary>
internal sealed class MemberSighting(MetadataEntry entry, TimeSpan ageAtReceipt, long receivedAt)
{
    private readonly MemberStatus _status = MetadataJson.Read(entry, MetadataJson.Default.MemberStatus);

    public long Version => entry.Version;

    public MemberView ToView(TimeProvider time)
    {
        var age = ageAtReceipt + time.GetElapsedTime(receivedAt);
        return new MemberView(_status, age, age <= MemberStore.DeadAfter && _status.State != NodeState.Left);
    }
}
