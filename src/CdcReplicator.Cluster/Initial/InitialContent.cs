namespace CdcReplicator.Cluster;

/// <summary>Whether the content with which the first node began is in the log.</summary>
/// <param name="NodeId">The first node.</param>
/// <param name="IsWhole">
/// False: it was begun, and what the log holds of it passes for nothing. True: it is all there.
/// </param>
/// <param name="Since">When that was said, by the operator's clock; for people.</param>
internal sealed record InitialContent(string NodeId, bool IsWhole, DateTimeOffset Since)
{
    /// <summary>What is wrong for any node that would follow the log; null if nothing is.</summary>
    public ReplicationException? FindProblem() =>
        IsWhole
            ? null
            : new ReplicationException(
                $"The content of the first node '{NodeId}' is not all in the log: its publishing began at {Since:u} "
                    + "and has not ended.",
                $"Wait for 'cdc-replicator node add {NodeId} --initial'. If it was killed, give the cluster a new log, "
                    + $"take what binds {NodeId} to this one out of its database (PostgreSQL: DROP SCHEMA "
                    + "cdc_replicator CASCADE; SQLite: the tables cdc_replicator_*), and run it again."
            )
            {
                MayHeal = true,
            };
}
