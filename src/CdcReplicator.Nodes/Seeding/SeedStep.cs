namespace CdcReplicator.Nodes;

/// <summary>Something that is made after the rows are there: an index, a constraint, statistics.</summary>
/// <param name="Stage">Steps of a lower stage come before it; those of its own may be made at the same time.</param>
/// <param name="Object">What it makes.</param>
/// <param name="Sql">How.</param>
/// <param name="Locks">Tables that no other step may work on meanwhile.</param>
internal sealed record SeedStep(int Stage, SeedObject Object, string Sql, IReadOnlyList<string> Locks);
