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
    public async IAsyncEnumerable<RowDigest> ReadDigestsAsync(
        TableDefinition table,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var digester = new RowDigester(table);
        await foreach (var row in ReadRowsAsync(table, digester.Columns, cancellationToken).ConfigureAwait(false))
        {
            yield return digester.Digest(row);
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
        var list = columns.Select(column =>
            database.Dialect.Binding.SelectExpression(database.Dialect.Quote(column.Name), column.Type)
        );
        var sql = $"SELECT {string.Join(", ", list)} FROM {database.Dialect.Table(table.Name)}";
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
