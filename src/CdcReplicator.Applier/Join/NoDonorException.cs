namespace CdcReplicator.Applier;

/// <summary>A node must be filled, and no other node can be its donor now; it is tried again by itself.</summary>
internal sealed class NoDonorException(string problem, string remedy) : ReplicationException(problem, remedy)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
