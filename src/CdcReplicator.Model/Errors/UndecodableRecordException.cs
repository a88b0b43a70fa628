namespace CdcReplicator.Model;

/// <summary>A record nobody can decode. Every node halts at it, until an operator publishes a skip.</summary>
internal sealed class UndecodableRecordException(long offset, string problem, string remedy, Exception? inner = null)
    : ReplicationException($"Record at offset {offset} cannot be decoded: {problem}", remedy, inner)
{
    /// <summary>Where the record is.</summary>
    public long Offset { get; } = offset;
}
