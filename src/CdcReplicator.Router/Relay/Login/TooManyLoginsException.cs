namespace CdcReplicator.Router;

/// <summary>A node has as many clients that have not logged in yet as it may have.</summary>
internal sealed class TooManyLoginsException(string nodeId, int most)
    : ReplicationException(
        $"Node '{nodeId}' has {most} clients that have not logged in yet, and may have no more.",
        $"Connect again, or raise {nameof(RelayOptions.MaxUnauthenticated)} of the relay."
    );
