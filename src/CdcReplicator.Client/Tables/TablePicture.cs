using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Client;

/// <summary>Tables and members as they were seen together, and what follows for writers.</summary>
/// <param name="Nodes">The tables of each node.</param>
/// <param name="Members">The cluster's members.</param>
/// <param name="Tables">What every serving node has.</param>
/// <param name="Awaited">Members that serve and of whom no tables are known.</param>
internal sealed record TablePicture(
    EntryList<NodeTables> Nodes,
    IReadOnlyList<MemberView> Members,
    ServedTables Tables,
    IReadOnlyList<string> Awaited
)
{
    /// <summary>Before anything was seen.</summary>
    public static TablePicture Empty { get; } = new(new EntryList<NodeTables>([], []), [], new ServedTables([]), []);

    /// <summary>
    /// The picture with other tables and members. The served tables are put together anew only if who counts, or what
    /// one of them has, is another: what is worked out for a table stays with it.
    /// </summary>
    public TablePicture With(EntryList<NodeTables> nodes, IReadOnlyList<MemberView> members)
    {
        if (ReferenceEquals(Nodes, nodes) && ReferenceEquals(Members, members))
        {
            return this;
        }

        var counting = ServingNodes.Of(nodes, members);
        var tables = Tables.Nodes.SequenceEqual(counting) ? Tables : new ServedTables(counting);
        return new TablePicture(nodes, members, tables, ServingNodes.Awaited(nodes, members));
    }
}
