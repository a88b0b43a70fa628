namespace CdcReplicator.Model;

/// <summary>What a table is made of, at the position of the digest it comes with.</summary>
/// <param name="Kind">The kind of node: <c>postgres</c> or <c>sqlite</c>.</param>
/// <param name="Definition">What every kind of node has in common, without what the node ignores.</param>
/// <param name="Parts">What nodes of one kind must have alike, to the letter.</param>
internal sealed record TableSchema(string Kind, TableDefinition Definition, IReadOnlyList<SchemaPart> Parts);
