namespace CdcReplicator.LocalServers;

/// <summary>A throwaway server could not be started or stopped.</summary>
internal sealed class LocalServerException(string problem, string remedy, Exception? inner = null)
    : ReplicationException(problem, remedy, inner);
