using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>Whether a node's content may begin a log. Pure.</summary>
internal static class InitialDecision
{
    /// <summary>What the cluster says against it; null if nothing does.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="bounds">What the log holds.</param>
    /// <param name="members">The members.</param>
    /// <param name="said">What was said of a first content; null if nothing was.</param>
    public static string? Problem(
        string nodeId,
        LogBounds bounds,
        IEnumerable<MemberView> members,
        InitialContent? said
    ) =>
        said is { IsWhole: true } whole
            ? $"The log began with the content of '{whole.NodeId}' already. Let {nodeId} join: cdc-replicator node add "
                + nodeId
        : said?.FindProblem() is { } unfinished ? unfinished.Message
        : bounds.EndOffset > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The log is not empty: it ends at offset {bounds.EndOffset}. --initial is for the first node of a new "
                    + $"log. Let {nodeId} join: cdc-replicator node add {nodeId}"
            )
        : members.FirstOrDefault(member => member.Status.NodeId != nodeId && member.Status.State != NodeState.Left)
            is { } other
            ? $"The cluster has a member '{other.Status.NodeId}' already. --initial is for its first node. Let "
                + $"{nodeId} join: cdc-replicator node add {nodeId}"
        : null;

    /// <summary>What the node's own tables say against it; null if nothing does.</summary>
    /// <param name="opening">What the node says of itself.</param>
    public static string? Problem(NodeOpening opening)
    {
        if (opening.Position.LastAppliedSequence >= 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"The node has a position already: it has applied sequence {opening.Position.LastAppliedSequence}."
            );
        }

        string[] keyless =
        [
            .. opening
                .Tables.Where(table => table.PrimaryKey.Count == 0)
                .Select(table => table.Name.ToString())
                .Order(StringComparer.Ordinal),
        ];
        if (keyless.Length > 0)
        {
            return "Tables without a key cannot be published, because nodes find rows by key: "
                + $"{NodeFaults.Some(keyless)}. Give them a primary key, or name them in the node's setting Ignore.";
        }

        var ranks = TableRanks.Of(opening.Tables);
        string[] circular =
        [
            .. opening
                .Tables.Where(table =>
                    table.ForeignKeys.Any(key =>
                        key.References != table.Name
                        && ranks.TryGetValue(key.References, out var rank)
                        && rank >= ranks[table.Name]
                    )
                )
                .Select(table => table.Name.ToString()),
        ];
        return circular.Length == 0
            ? null
            : "Tables refer to each other in a circle, so no order suits nodes that check each row: "
                + $"{NodeFaults.Some(circular)}. Take one of the foreign keys away until the node serves.";
    }
}
