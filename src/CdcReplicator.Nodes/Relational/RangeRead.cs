namespace CdcReplicator.Nodes;

/// <summary>A range of a table to be read for its digests.</summary>
/// <param name="Query">Selects the columns of <paramref name="Rows"/>.</param>
/// <param name="Rows">Takes the rows.</param>
/// <param name="End">Counts them.</param>
internal sealed record RangeRead(string Query, RowDigestWriter Rows, RangeEnd End);
