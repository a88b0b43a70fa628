using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>
/// Whether an operator has forgotten the node: an applier that still runs, or is started again, does not bring it back
/// unasked.
/// </summary>
internal sealed class RemovalWatch(IMetadataStore store, string nodeId, TimeProvider time, Action<ApplierInput> post)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ForgottenStore _forgotten = new(store);

    /// <summary>Why nothing may be done with the node now; null if it is a member.</summary>
    public async Task<ReplicationException?> FindAsync(CancellationToken cancellationToken) =>
        await _forgotten.FindAsync(nodeId, cancellationToken) is { IsForgotten: true } forgotten
            ? Explain(forgotten)
            : null;

    /// <summary>Follows what operators say, until cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await foreach (var word in _forgotten.WatchAsync(nodeId, cancellationToken))
                {
                    post(
                        word.IsForgotten
                            ? new ApplierInput.NodeForgotten(Explain(word))
                            : new ApplierInput.NodeReadmitted()
                    );
                }
            }
            catch (ReplicationException)
            {
                // Asked again at the next opening, and below; that the log does not answer, others tell.
            }

            await Task.Delay(RetryDelay, time, cancellationToken);
        }
    }

    private ReplicationException Explain(Forgotten forgotten) =>
        new(
            $"Node '{nodeId}' was forgotten by an operator at {forgotten.Since:u}; it is no member any more.",
            $"Take it out of this applier's configuration; or let it come back: "
                + $"cdc-replicator node remove {nodeId} --undo"
        );
}
