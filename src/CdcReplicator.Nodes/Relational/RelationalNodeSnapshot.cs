using System.Runtime.CompilerServices;
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
        var digester = new RowDigestWriter(table, into);
        var end = new RangeEnd(table, digester.Columns, range);
        var query = RowDigestQuery.Of(database.Dialect, table, digester.Columns, range);
        try
        {
            await database
                .DigestAsync(session, new RangeRead(query, digester, end), cancellationToken)
                .ConfigureAwait(false);
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
    public async IAsyncEnumerable<StoredRow> ReadRowsAsync(
        TableDefinition table,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var digester = new RowDigester(table);
        await foreach (var row in ReadRowsAsync(table, digester.Columns, cancellationToken).ConfigureAwait(false))
        {
            yield return new StoredRow(digester.Digest(row), row);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<DataValue[]> ReadRowsAsync(
        TableDefinition table,
        IReadOnlyList<ColumnDefinition> columns,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ColumnType[] types = [.. columns.Select(column => column.Type)];
        var sql = RowDigestQuery.Of(database.Dialect, table, columns, RowRange.All);
        var rows = session.RowsAsync(sql, [], types, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            while (await NextAsync(rows, table.Name).ConfigureAwait(false))
            {
                yield return rows.Current;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TableSchema>> ReadSchemasAsync(
        IgnoreList ignored,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await database
                .Schemas.ReadAsync(session.Connection, ignored, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (database.IsDriverError(e))
        {
            throw NodeFaults.Driver(database.Explain(e), $"Reading the catalog at {database.Endpoint} failed", e);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async Task<bool> NextAsync(IAsyncEnumerator<DataValue[]> rows, TableName table)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (database.IsDriverError(e))
        {
            throw NodeFaults.Driver(database.Explain(e), $"Reading table {table} at {database.Endpoint} failed", e);
        }
    }
}
