using System.Collections;

namespace CdcReplicator.ChangeLog;

/// <summary>The members at one moment, by node id.</summary>
/// <param name="members">Those whose entries can be read.</param>
/// <param name="unreadable">The others.</param>
public sealed class MemberList(IReadOnlyList<MemberView> members, IReadOnlyList<UnreadableEntry> unreadable)
    : IReadOnlyList<MemberView>
{
    /// <summary>Nobody.</summary>
    public static MemberList Empty { get; } = new([], []);

    /// <summary>Members that are hidden because their entries cannot be read, by node id.</summary>
    public IReadOnlyList<UnreadableEntry> Unreadable => unreadable;

    /// <inheritdoc/>
    public int Count => members.Count;

    /// <inheritdoc/>
    public MemberView this[int index] => members[index];

    /// <inheritdoc/>
    public IEnumerator<MemberView> GetEnumerator() => members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static MemberList Of(IEnumerable<MemberSighting> sightings, TimeProvider time)
    {
        var all = sightings.OrderBy(sighting => sighting.NodeId, StringComparer.Ordinal).ToList();
        return new MemberList(
            [.. all.Select(sighting => sighting.ToView(time)).OfType<MemberView>()],
            [.. all.Select(sighting => sighting.Unreadable).OfType<UnreadableEntry>()]
        );
    }
}
