using CdcReplicator.Cluster;
using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>How one table is compared.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Nodes">On which nodes, at least two.</param>
/// <param name="Columns">In which columns; null for all.</param>
internal sealed record TablePlan(string Table, IReadOnlyList<string> Nodes, IReadOnlyList<string>? Columns)
{
    /// <summary>The rejected transactions, which nodes keep beside their tables.</summary>
    public static TablePlan Rejections(IReadOnlyList<string> nodes) =>
        new(RejectionTable.Name.ToString(), nodes, RejectionTable.Compared);

    /// <summary>Whether it is that of the rejected transactions.</summary>
    public bool IsOfRejections => Table == RejectionTable.Name.ToString();

    /// <summary>Which columns are written where a row differs; null for all.</summary>
    public IReadOnlyList<string>? ColumnsToRepair => IsOfRejections ? null : Columns;

    /// <summary>What to ask for.</summary>
    public TableRequest Ask(IReadOnlyList<PartRequest> parts) => new(Table, Columns, parts);
}
