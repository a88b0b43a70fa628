namespace CdcReplicator.Cluster;

/// <summary>An entry of the audit.</summary>
/// <param name="At">When the store took it, by the store's clock.</param>
/// <param name="Record">What it says; null if it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null if it can.</param>
internal sealed record AuditLine(DateTimeOffset At, AuditRecord? Record, string? Problem);
