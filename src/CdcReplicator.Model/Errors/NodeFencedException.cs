namespace CdcReplicator.Model;

/// <summary>
/// Another applier has moved this node's position: this one must stop. Nothing of its transaction is committed.
/// </summary>
internal sealed class NodeFencedException(string nodeId)
    : ReplicationException(
        $"The position of node '{nodeId}' was moved by another applier.",
        "Run one applier per node; this one stands by until the other is gone."
    );
