using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// How SQLite changes its tables: all of it in one transaction. Its foreign keys are switched off meanwhile, as
/// SQLite's own procedure for rebuilding a table demands, and looked at before the commit where a table was dropped.
/// </summary>
internal sealed class SqliteSchemaChanges : ISchemaChanges
{
    /// <inheritdoc/>
    public bool BuildsConcurrently => false;

    /// <inheritdoc/>
    public Task<IAsyncDisposable> BeginAsync(
        IRelationalDatabase database,
        NodeSession session,
        CancellationToken stop
    ) => database.BeginAsync(session, WriteSemantics.Trusted, stop);

    /// <inheritdoc/>
    public async Task<string?> CompleteAsync(NodeSession session, bool hasDroppedTables, CancellationToken stop)
    {
        if (!hasDroppedTables)
        {
            return null;
        }

        var tables = new SortedSet<string>(StringComparer.Ordinal);
        const string sql = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check";
        await foreach (var row in session.RowsAsync(sql, [], [StateTypes.Text], stop).ConfigureAwait(false))
        {
            tables.Add(row[0].AsText());
        }

        return tables.Count > 0 ? NodeFaults.Some(tables) : null;
    }

    /// <inheritdoc/>
    public Task BeginConcurrentAsync(NodeSession session, CancellationToken stop) =>
        throw new NotSupportedException("SQLite builds indexes in transactions.");

    /// <inheritdoc/>
    public Task EndConcurrentAsync(NodeSession session, CancellationToken stop) =>
        throw new NotSupportedException("SQLite builds indexes in transactions.");

    /// <inheritdoc/>
    public Task<(bool Exists, bool IsValid)> FindIndexAsync(
        NodeSession session,
        ConcurrentIndex index,
        CancellationToken stop
    ) => throw new NotSupportedException("SQLite builds indexes in transactions.");
}
