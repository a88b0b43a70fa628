using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>How one table is compared.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Nodes">On which nodes, at least two.</param>
/// <param name="Columns">In which columns; null for all.</param>
internal sealed record TablePlan(string Table, IReadOnlyList<string> Nodes, IReadOnlyList<string>? Columns)
{
    /// <summary>What to ask for.</summary>
    public TableRequest Ask(IReadOnlyList<PartRequest> parts) => new(Table, Columns, parts);
}
