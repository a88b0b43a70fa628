namespace CdcReplicator.Bench;

/// <summary>A log that holds a workload.</summary>
/// <param name="Uri">Its address.</param>
/// <param name="End">The offset after its last record.</param>
internal sealed record FilledLog(string Uri, long End);
