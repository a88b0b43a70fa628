namespace CdcReplicator.Lifecycle;

/// <summary>What adopting a database has come to.</summary>
/// <param name="WasDone">Whether it was that node already, and nothing was changed.</param>
/// <param name="Before">The node it was before; null if that is not known.</param>
/// <param name="Sequence">The last sequence it has applied.</param>
/// <param name="RecordsBehind">Records of the log that it will apply.</param>
internal sealed record AdoptOutcome(bool WasDone, string? Before, long Sequence, long RecordsBehind);
