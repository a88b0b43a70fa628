using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// A table whose checked changes a node cannot judge, because nodes of another kind refuse some that it would take.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Constraint">What they refuse them by.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Nodes">Their ids.</param>
internal sealed record UnjudgedTable(
    TableName Table,
    KindConstraint Constraint,
    string Kind,
    IReadOnlyList<string> Nodes
);
