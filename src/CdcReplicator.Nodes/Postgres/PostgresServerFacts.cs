using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What a server says of itself to a new session.</summary>
/// <param name="Version">Its version.</param>
/// <param name="IsInRecovery">Whether it only replays another server's writes: a standby.</param>
internal readonly record struct PostgresServerFacts(PostgresVersion Version, bool IsInRecovery)
{
    /// <summary>Refuses a server that takes no writes.</summary>
    /// <exception cref="NodeFaultException">It takes none.</exception>
    public void RequireWritable(string endpoint)
    {
        if (IsInRecovery)
        {
            throw new NodeFaultException(
                $"The server of {endpoint} is in recovery (a standby): it takes no writes.",
                PostgresErrors.InRecovery,
                isTransient: true,
                code: null
            );
        }
    }
}
