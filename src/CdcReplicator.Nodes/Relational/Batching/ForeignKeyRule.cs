namespace CdcReplicator.Nodes;

/// <summary>A foreign key whose decision can be made from keys known in memory.</summary>
/// <param name="Columns">Places of its columns, in the order of the parent's key.</param>
/// <param name="Parent">The table whose key it references.</param>
internal sealed record ForeignKeyRule(int[] Columns, TableMapping Parent);
