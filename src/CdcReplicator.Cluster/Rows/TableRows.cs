namespace CdcReplicator.Cluster;

/// <summary>What a node has of the rows it was asked for.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Columns">The columns of the values.</param>
/// <param name="Rows">The rows there are; a key without row has none, unless it is left out.</param>
/// <param name="LeftOut">Keys whose rows exist and are not here, because the answer would be too large.</param>
internal sealed record TableRows(
    string Table,
    IReadOnlyList<string> Columns,
    IReadOnlyList<KeyedRow> Rows,
    IReadOnlyList<string> LeftOut
);
