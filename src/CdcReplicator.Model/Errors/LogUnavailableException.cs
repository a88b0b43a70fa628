namespace CdcReplicator;

/// <summary>The log could not be reached or did not answer in time; retried.</summary>
public sealed class LogUnavailableException(string problem, string remedy, Exception? inner = null)
    : ReplicationException(problem, remedy, inner)
{
    /// <inheritdoc/>
    public override bool IsTransient => true;
}
