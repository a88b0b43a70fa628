using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Keeps checked changes away from tables whose verdicts another kind of node gives by constraints this one has not
/// got: here the rows would be taken that are refused there. In a cluster of one kind there are none.
/// </summary>
internal sealed class KindGuard(INode node, TableStore tables, ILogger logger)
{
    private Dictionary<TableName, UnjudgedTable> _unjudged = [];
    private (int Nodes, long Version)? _edition;
    private NodeOpening? _opening;
    private HashSet<string> _hidden = [];

    /// <summary>The node was opened.</summary>
    /// <exception cref="LogUnavailableException">The others' tables could not be read.</exception>
    public Task OpenedAsync(NodeOpening opening, CancellationToken cancellationToken)
    {
        (_opening, _edition) = (opening, null);
        return LookAsync(cancellationToken);
    }

    /// <summary>Looks at the others' tables again, if they are others.</summary>
    /// <exception cref="LogUnavailableException">The others' tables could not be read.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var edition = await tables.ReadEditionAsync(cancellationToken);
        if (_opening is null || edition == _edition)
        {
            return;
        }

        var own = new NodeTables(node.Id, node.Kind, _opening.Tables);
        var alike = _opening.DecidesAlike.ToHashSet(StringComparer.Ordinal);
        var unjudged = new Dictionary<TableName, UnjudgedTable>();
        var all = await tables.ReadNodesAsync(cancellationToken);
        Tell(all.Unreadable);
        foreach (var table in KindVerdicts.FindUnjudged(own, all).Concat(KnownOf(all.Unreadable)))
        {
            if (!alike.Contains(table.Table.ToString()) && unjudged.TryAdd(table.Table, table))
            {
                Name(table);
            }
        }

        (_unjudged, _edition) = (unjudged, edition);
    }

    /// <summary>Looks for checked changes that cannot be judged here.</summary>
    /// <exception cref="NodeFaultException">There is one.</exception>
    public void Require(ApplierBatch batch)
    {
        if (_unjudged.Count == 0 || batch.Semantics != WriteSemantics.Checked)
        {
            return;
        }

        foreach (var row in batch.Transactions.Where(one => one.Control is null).SelectMany(one => one.Rows))
        {
            if (_unjudged.TryGetValue(row.Table, out var table))
            {
                throw Fault(table);
            }
        }
    }

    // What was last read of a node counts until it can be read again.
    private IEnumerable<UnjudgedTable> KnownOf(IReadOnlyList<UnreadableEntry> unreadable) =>
        _unjudged.Values.Where(table => unreadable.Any(entry => table.Nodes.Contains(entry.NodeId)));

    private void Tell(IReadOnlyList<UnreadableEntry> unreadable)
    {
        foreach (var entry in unreadable.Where(entry => !_hidden.Contains(entry.NodeId)))
        {
            ApplierLog.TablesHidden(logger, node.Id, entry.NodeId, entry.Problem, entry.Remedy);
        }

        _hidden = [.. unreadable.Select(entry => entry.NodeId)];
    }

    private void Name(UnjudgedTable table)
    {
        if (!_unjudged.ContainsKey(table.Table))
        {
            ApplierLog.Unjudged(
                logger,
                node.Id,
                table.Table.ToString(),
                table.Constraint.Name,
                string.Join(", ", table.Nodes)
            );
        }
    }

    private static NodeFaultException Fault(UnjudgedTable table)
    {
        var what = table.Constraint.Form switch
        {
            KindConstraintForm.NoPartition => "which may have no partition for a row",
            KindConstraintForm.NullsNotDistinct => $"whose '{table.Constraint.Name}' takes NULLs for equal",
            KindConstraintForm.Exclusion => $"whose exclusion constraint is '{table.Constraint.Name}'",
            _ => $"whose '{table.Constraint.Name}' is about a period",
        };
        var nodes = string.Join(", ", table.Nodes);
        return new NodeFaultException(
            $"A checked change writes table {table.Table}, {what} on {table.Kind} nodes ({nodes}): they refuse rows "
                + "by it that this kind of node would take, so its verdict cannot be told here.",
            $"Say the same by constraints of this node's table and add '{table.Table}' to its setting "
                + $"{nameof(NodeOptions.DecidesAlike)}; or remove that from the table on {nodes}; "
                + "what they have refused by it until then is taken here, and shows as a difference.",
            isTransient: false,
            code: null
        )
        {
            MayHeal = true,
        };
    }
}
