namespace CdcReplicator;

/// <summary>
/// The log is not the one the node's position belongs to, or no longer holds what the node needs (G8). The node halts.
/// </summary>
public sealed class LogMismatchException(string problem, string remedy) : ReplicationException(problem, remedy)
{
    /// <summary>Whether it is the right log, which no longer holds what is needed.</summary>
    internal bool IsBehindRetention { get; init; }
}
