namespace CdcReplicator;

/// <summary>The schema registry could not be asked. Says nothing about the record; retried.</summary>
public sealed class SchemaRegistryUnavailableException(string problem, string remedy, Exception? inner = null)
    : ReplicationException(problem, remedy, inner)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
