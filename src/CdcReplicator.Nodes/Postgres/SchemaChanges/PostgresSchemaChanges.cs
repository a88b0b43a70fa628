using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// How PostgreSQL changes its tables. Names without a schema mean the schema <c>public</c> on every node, whatever the
/// role. A lock is waited for shortly, because everybody else waits after the one who waits for it.
/// </summary>
internal sealed class PostgresSchemaChanges : ISchemaChanges
{
    private const string SearchPath = "public";

    /// <summary>
    /// The plans of an applier's batches are for few rows; a constraint that is checked reads whole tables.
    /// </summary>
    private static readonly string[] Begun =
    [
        $"SET LOCAL search_path = {SearchPath}",
        "SET LOCAL lock_timeout = '2s'",
        "SET LOCAL enable_hashjoin = on",
        "SET LOCAL enable_mergejoin = on",
    ];

    /// <inheritdoc/>
    public bool BuildsConcurrently => true;

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> BeginAsync(
        IRelationalDatabase database,
        NodeSession session,
        CancellationToken stop
    )
    {
        var held = await database.BeginAsync(session, WriteSemantics.Checked, stop).ConfigureAwait(false);
        foreach (var setting in Begun)
        {
            await session.QueueAsync(setting, stop).ConfigureAwait(false);
        }

        await session.ReadyAsync(stop).ConfigureAwait(false);
        return held;
    }

    /// <inheritdoc/>
    public async Task<string?> CompleteAsync(NodeSession session, bool hasDroppedTables, CancellationToken stop)
    {
        // Now, because whether a commit that fails has happened is not known.
        await session.QueueAsync("SET CONSTRAINTS ALL IMMEDIATE", stop).ConfigureAwait(false);
        await session.QueueAsync($"SET LOCAL search_path = {PostgresSession.SearchPath}", stop).ConfigureAwait(false);
        await session.ReadyAsync(stop).ConfigureAwait(false);
        return null;
    }

    /// <inheritdoc/>
    public async Task BeginConcurrentAsync(NodeSession session, CancellationToken stop)
    {
        // It waits for every older snapshot of the database, and nobody waits for it.
        await session.QueueAsync("SET lock_timeout = '10min'", stop).ConfigureAwait(false);
        await session.QueueAsync($"SET search_path = {SearchPath}", stop).ConfigureAwait(false);
        await session.ReadyAsync(stop).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task EndConcurrentAsync(NodeSession session, CancellationToken stop)
    {
        await session.QueueAsync("SET lock_timeout = '10s'", stop).ConfigureAwait(false);
        await session.QueueAsync($"SET search_path = {PostgresSession.SearchPath}", stop).ConfigureAwait(false);
        await session.ReadyAsync(stop).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<(bool Exists, bool IsValid)> FindIndexAsync(
        NodeSession session,
        ConcurrentIndex index,
        CancellationToken stop
    )
    {
        // An index is made in the schema of its table.
        const string sql = """
            SELECT CASE WHEN i.indisvalid THEN 1 ELSE 0 END FROM pg_catalog.pg_index i
            WHERE i.indexrelid = pg_catalog.to_regclass(
              CASE WHEN $2 IS NULL OR pg_catalog.array_length(pg_catalog.parse_ident($1), 1) > 1 THEN $1
              ELSE (SELECT pg_catalog.quote_ident(n.nspname) || '.' || $1 FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass($2)) END)
            """;
        var row = await session
            .FirstRowAsync(sql, [StateTypes.Of(index.Name), StateTypes.Of(index.OnTable)], [StateTypes.Number], stop)
            .ConfigureAwait(false);
        return row is null ? (false, false) : (true, row[0].AsInt64() == 1);
    }
}
