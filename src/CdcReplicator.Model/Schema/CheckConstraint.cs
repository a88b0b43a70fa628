namespace CdcReplicator.Model;

/// <summary>A check constraint.</summary>
internal sealed record CheckConstraint(string Name, string Expression);
