using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>The tables of one node, as its applier read them.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Kind"><c>postgres</c> or <c>sqlite</c>.</param>
/// <param name="Tables">Its tables, without what it ignores.</param>
internal sealed record NodeTables(string NodeId, string Kind, IReadOnlyList<TableDefinition> Tables)
{
    /// <summary>What it deliberately has not got: the patterns of its setting <c>Ignore</c>.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}
