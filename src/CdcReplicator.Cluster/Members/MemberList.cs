using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>The members at one moment, by node id.</summary>
/// <param name="members">Those whose entries can be read.</param>
/// <param name="unreadable">The others.</param>
internal sealed class MemberList(IReadOnlyList<MemberView> members, IReadOnlyList<UnreadableEntry> unreadable)
    : EntryList<MemberView>(members, unreadable)
{
    /// <summary>Nobody.</summary>
    public static MemberList Empty { get; } = new([], []);

    internal static MemberList Of(IEnumerable<MemberSighting> sightings, TimeProvider time)
    {
        var all = sightings.OrderBy(sighting => sighting.NodeId, StringComparer.Ordinal).ToList();
        return new MemberList(
            [.. all.Select(sighting => sighting.ToView(time)).OfType<MemberView>()],
            [.. all.Select(sighting => sighting.Unreadable).OfType<UnreadableEntry>()]
        );
    }
}
