namespace CdcReplicator.Model;

/// <summary>A secondary unique constraint or index.</summary>
public sealed record UniqueConstraint(string Name, IReadOnlyList<string> Columns);
