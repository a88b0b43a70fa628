namespace CdcReplicator.Nodes;

/// <content>What is written beside the log's changes.</content>
internal sealed partial class RelationalNode
{
    /// <inheritdoc/>
    public Task SettleProofAsync(OwedProof proof, CancellationToken cancellationToken) =>
        GuardAsync(
            () =>
                WriteInPlaceAsync(
                    false,
                    () => _proofs.SettleAsync(Session, proof, cancellationToken),
                    cancellationToken
                ),
            "settling its proof"
        );

    /// <inheritdoc/>
    public Task UnlockAsync(NodeUnlock? unlock, CancellationToken cancellationToken) =>
        UnlockStore.PutAsync(Database, Id, unlock, cancellationToken);

    /// <inheritdoc/>
    public Task RewriteAsync(RowRewrite rewrite, CancellationToken cancellationToken) =>
        GuardAsync(() => RowRewriting.RunAsync(this, rewrite, cancellationToken), "writing rows anew");
}
