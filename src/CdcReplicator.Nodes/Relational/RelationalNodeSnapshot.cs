using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A consistent read of a relational node, on a connection of its own.</summary>
internal sealed class RelationalNodeSnapshot(NodeSession session, NodePosition position, IRelationalDatabase database)
    : INodeSnapshot
{
    /// <inheritdoc/>
    public NodePosition Position { get; } = position;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>?> DigestAsync(
        TableDefinition table,
        RowRange range,
        IRowDigests into,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(range);
        var digester = new RowDigester(table, into);
        var end = new RangeEnd(table, digester.Columns, range);
        var query = RowDigestQuery.Of(database.Dialect, table, digester, range);
        try
        {
            await database.DigestAsync(session, query, digester, end, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (database.IsDriverError(e))
        {
            throw NodeFaults.Driver(
                database.Explain(e),
                $"Reading table {table.Name} at {database.Endpoint} failed",
                e
            );
        }

        return end.Key;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
