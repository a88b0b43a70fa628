namespace CdcReplicator.Nodes;

/// <summary>Who a relational node's database is.</summary>
internal sealed class RelationalInstallation(RelationalNode node) : INodeInstallation
{
    private readonly StateConnection _state = new(node);
    private readonly InstallationTables _tables = new(node.Database.Dialect);

    /// <inheritdoc/>
    public Task<NodeInstallation> SignAsync(
        ClusterSettings cluster,
        string applierId,
        CancellationToken cancellationToken
    ) =>
        _state.WriteAsync(
            async session =>
            {
                ArgumentNullException.ThrowIfNull(cluster);
                await _state
                    .SetUpAsync(
                        session,
                        () => node.State.SetUpAsync(session, node.Id, cluster.Log, cancellationToken),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                if (!await _tables.HasOpenedAsync(session, applierId, cancellationToken).ConfigureAwait(false))
                {
                    await _state
                        .DurablyAsync(
                            session,
                            () => _tables.PutOpeningAsync(session, applierId, cancellationToken),
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                }

                return (await _tables.ReadAsync(session, cancellationToken).ConfigureAwait(false))!.Value.Installation;
            },
            "signing it",
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> FindOpeningsAsync(
        IReadOnlyCollection<string> applierIds,
        CancellationToken cancellationToken
    ) =>
        _state.ReadAsync<IReadOnlySet<string>>(
            async session =>
            {
                var found = new HashSet<string>(StringComparer.Ordinal);
                foreach (var applierId in applierIds)
                {
                    if (await _tables.HasOpenedAsync(session, applierId, cancellationToken).ConfigureAwait(false))
                    {
                        found.Add(applierId);
                    }
                }

                return found;
            },
            "looking who has opened it",
            cancellationToken
        );

    /// <inheritdoc/>
    public Task RefuseAsync(string original, CancellationToken cancellationToken) =>
        _state.WriteAsync(
            async session =>
            {
                await _state
                    .DurablyAsync(
                        session,
                        () => _tables.PutCopyOfAsync(session, original, cancellationToken),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                return true;
            },
            "refusing it",
            cancellationToken
        );
}
