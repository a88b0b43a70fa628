namespace CdcReplicator.Model;

/// <summary>A secondary unique constraint or index.</summary>
internal sealed record UniqueConstraint(string Name, IReadOnlyList<string> Columns);
