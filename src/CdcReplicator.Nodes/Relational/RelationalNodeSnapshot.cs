using System.Runtime.CompilerServices;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A consistent read of a relational node, on a connection of its own.</summary>
internal sealed class RelationalNodeSnapshot(
    NodeSession session,
    ISqlDialect dialect,
    NodePosition position,
    IRelationalDatabase database
) : INodeSnapshot
{
    /// <inheritdoc/>
    public NodePosition Position { get; } = position;

    /// <summary>Opens one.</summary>
    public static async Task<INodeSnapshot> OpenAsync(
        IRelationalDatabase database,
        StateStore state,
        CancellationToken stop
    )
    {
        var connection = await database.ConnectSnapshotAsync(stop).ConfigureAwait(false);
        var session = new NodeSession(connection, database.Dialect.Binding);
        try
        {
            // The first read fixes what all the others see.
            var position = await state.ReadPositionAsync(session, stop).ConfigureAwait(false);
            return new RelationalNodeSnapshot(session, database.Dialect, position, database);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RowDigest> ReadDigestsAsync(
        TableDefinition table,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var digester = new RowDigester(table);
        ColumnType[] types = [.. digester.Columns.Select(column => column.Type)];
        var list = digester.Columns.Select(column =>
            dialect.Binding.SelectExpression(dialect.Quote(column.Name), column.Type)
        );
        var sql = $"SELECT {string.Join(", ", list)} FROM {dialect.Table(table.Name)}";
        var rows = session.RowsAsync(sql, [], types, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            while (await NextAsync(rows, table.Name).ConfigureAwait(false))
            {
                yield return digester.Digest(rows.Current);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredRow> ReadRowsAsync(
        TableDefinition table,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var digester = new RowDigester(table);
        ColumnType[] types = [.. digester.Columns.Select(column => column.Type)];
        var list = digester.Columns.Select(column =>
            dialect.Binding.SelectExpression(dialect.Quote(column.Name), column.Type)
        );
        var sql = $"SELECT {string.Join(", ", list)} FROM {TextOf(table.Name)}";
        var rows = session.RowsAsync(sql, [], types, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (rows.ConfigureAwait(false))
        {
            while (await NextAsync(rows, table.Name).ConfigureAwait(false))
            {
                yield return new StoredRow(digester.Digest(rows.Current), rows.Current);
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

    // The state's table has another name on each kind of database.
    private string TextOf(TableName table) =>
        table == RejectionTable.Name ? dialect.StateTable(StateSchema.Rejections) : dialect.Table(table);

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
