namespace CdcReplicator.Nodes;

/// <summary>A row of a state table.</summary>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Values">Its values.</param>
internal sealed record SeedStateRow(IReadOnlyList<string> Columns, IReadOnlyList<BoundValue> Values);
