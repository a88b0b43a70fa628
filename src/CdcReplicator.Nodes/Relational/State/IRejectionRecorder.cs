namespace CdcReplicator.Nodes;

/// <summary>Keeps rejected transactions in the node, inside the open database transaction.</summary>
internal interface IRejectionRecorder
{
    /// <summary>Records them.</summary>
    Task RecordAsync(IReadOnlyList<RejectedTransaction> rejected, CancellationToken cancellationToken);
}
