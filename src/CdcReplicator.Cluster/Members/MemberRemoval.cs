using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>Takes a node out of the cluster for good: everything beside the log that speaks of it.</summary>
internal sealed class MemberRemoval(IMetadataStore store, TimeProvider time)
{
    /// <summary>Forgets a node. Its applier, should it run or be started, halts and says so.</summary>
    /// <exception cref="LogUnavailableException">
    /// The store could not be reached; it may be done in part, and may be done again.
    /// </exception>
    public async Task ForgetAsync(string nodeId, CancellationToken cancellationToken)
    {
        // First, so that an applier that runs meanwhile does not write again what is removed next.
        await new ForgottenStore(store)
            .PublishAsync(new Forgotten(nodeId, IsForgotten: true, time.GetUtcNow()), cancellationToken)
            .ConfigureAwait(false);
        await RemoveTracesAsync(nodeId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets a forgotten node be a member again; its applier goes on by itself if it runs.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task ReadmitAsync(string nodeId, CancellationToken cancellationToken) =>
        new ForgottenStore(store).PublishAsync(
            new Forgotten(nodeId, IsForgotten: false, time.GetUtcNow()),
            cancellationToken
        );

    /// <summary>
    /// Removes what speaks of a node: member, tables, what was found of it, maintenance, its rejections.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveTracesAsync(string nodeId, CancellationToken cancellationToken)
    {
        await new MemberStore(store, time).RemoveAsync(nodeId, cancellationToken).ConfigureAwait(false);
        await new TableStore(store).RemoveAsync(nodeId, cancellationToken).ConfigureAwait(false);
        await new DivergenceStore(store, time).RemoveAsync(nodeId, cancellationToken).ConfigureAwait(false);
        await new MaintenanceStore(store).RemoveAsync(nodeId, cancellationToken).ConfigureAwait(false);
        await new ClaimStore(store).RemoveAllAsync(nodeId, cancellationToken).ConfigureAwait(false);
        var rejections = new RejectionStore(store);
        var published = await rejections.ListAsync(cancellationToken).ConfigureAwait(false);
        await rejections
            .RemoveAsync(published.Where(entry => entry.NodeId == nodeId), cancellationToken)
            .ConfigureAwait(false);
    }
}
