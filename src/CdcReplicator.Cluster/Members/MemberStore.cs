using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>The members beside the log, one entry per node.</summary>
internal sealed class MemberStore(IMetadataStore store, TimeProvider time)
{
    internal const string Prefix = MemberKeys.Prefix;

    /// <summary>
    /// Heartbeats older than this show the applier as dead, unless it says otherwise of itself: 2.5 s.
    /// </summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// How old a member's heartbeat may be before it counts as dead, by its own setting; a day at most.
    /// </summary>
    public static TimeSpan DeadAfterOf(MemberStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.DeadAfterMilliseconds is { } own ? MemberBounds.DeadAfter(own) : DeadAfter;
    }

    /// <summary>Publishes a member's status; this is its heartbeat. Long texts in it are cut.</summary>
    public Task PublishAsync(MemberStatus status, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(status);
        var value = ClusterJson.Write(MemberBounds.Of(status), ClusterJson.Default.MemberStatus);
        return store.PutAsync(Prefix + status.NodeId, value, cancellationToken);
    }

    /// <summary>Takes a node out of the list.</summary>
    public Task RemoveAsync(string nodeId, CancellationToken cancellationToken) =>
        store.PutAsync(Prefix + nodeId, null, cancellationToken);

    /// <summary>
    /// All members by node id, asked once. Ages compare the store's clock with this machine's. Entries that cannot be
    /// read are <see cref="EntryList{T}.Unreadable"/>.
    /// </summary>
    public async Task<MemberList> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false);
        var sightings = entries.Select(entry => new MemberSighting(entry, AgeOf(entry, time), time.GetTimestamp()));
        return MemberList.Of(sightings, time);
    }

    /// <summary>
    /// One member's status (null if it cannot be read), how old it is, and its version; null if there is none.
    /// </summary>
    public async Task<(MemberStatus? Status, TimeSpan Age, long Version)?> FindAsync(
        string nodeId,
        CancellationToken cancellationToken
    )
    {
        var entries = await store.ReadAsync(Prefix + nodeId, cancellationToken).ConfigureAwait(false);
        if (entries.FirstOrDefault(entry => entry.Key == Prefix + nodeId) is not { } found)
        {
            return null;
        }

        var age = AgeOf(found, time);
        return (new MemberSighting(found, age, time.GetTimestamp()).ToView(time)?.Status, age, found.Version);
    }

    internal static TimeSpan AgeOf(MetadataEntry entry, TimeProvider time)
    {
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(entry.PublishedAt);
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }
}
