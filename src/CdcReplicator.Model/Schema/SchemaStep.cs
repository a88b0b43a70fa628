namespace CdcReplicator.Model;

/// <summary>A schema change at its place in the log.</summary>
/// <param name="Change">The change.</param>
/// <param name="Sequence">The sequence at which it stands.</param>
/// <param name="IsSkipped">
/// Whether an operator has ordered to pass over it: then the schema version goes on, and the tables stay.
/// </param>
internal readonly record struct SchemaStep(SchemaChange Change, long Sequence, bool IsSkipped);
