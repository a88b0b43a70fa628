namespace CdcReplicator.Nodes;

/// <summary>
/// A statement that writes a row. Parameters: the values at <paramref name="Columns"/>, then, for updates, the key.
/// </summary>
/// <param name="Sql">The text; empty if there is nothing to write.</param>
/// <param name="Columns">Places of the columns it writes.</param>
internal sealed record RowStatement(string Sql, int[] Columns);
