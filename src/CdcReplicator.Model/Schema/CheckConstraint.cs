namespace CdcReplicator.Model;

/// <summary>A check constraint.</summary>
public sealed record CheckConstraint(string Name, string Expression);
