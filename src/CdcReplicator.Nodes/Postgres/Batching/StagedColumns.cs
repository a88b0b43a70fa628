namespace CdcReplicator.Nodes;

/// <summary>Columns of a table as they stand in a staging table of the session, <c>c0</c>, <c>c1</c> …</summary>
/// <param name="Name">The staging table, quoted.</param>
/// <param name="Table">The table the rows are for.</param>
/// <param name="Columns">Places of the columns in that table.</param>
internal sealed record StagedColumns(string Name, TableMapping Table, int[] Columns);
