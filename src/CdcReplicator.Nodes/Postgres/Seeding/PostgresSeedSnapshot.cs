using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>One exported snapshot of a PostgreSQL donor.</summary>
internal sealed class PostgresSeedSnapshot : ISeedSnapshot
{
    private readonly PostgresDatabase _donor;
    private readonly NodeSession _session;
    private readonly IReadOnlyDictionary<TableName, (TableVersion Version, bool IsPartition)> _versions;
    private readonly IReadOnlySet<string> _stateTables;
    private readonly Func<TableName, bool> _isWanted;
    private readonly IgnoreList _ignored;

    private PostgresSeedSnapshot(
        PostgresDatabase donor,
        NodeSession session,
        Dictionary<TableName, (TableVersion Version, bool IsPartition)> versions,
        IReadOnlySet<string> stateTables,
        IgnoreList ignored,
        (string Log, NodePosition Position, string Id) facts
    )
    {
        (_donor, _session, _versions, _stateTables, _ignored) = (donor, session, versions, stateTables, ignored);
        (Log, Position, Id) = facts;
        _isWanted = table => !ignored.HasTable(table);
    }

    /// <inheritdoc/>
    public string Log { get; }

    /// <inheritdoc/>
    public NodePosition Position { get; }

    /// <inheritdoc/>
    public NodeSession Session => _session;

    /// <summary>What other sessions of the server call it.</summary>
    public string Id { get; }

    /// <summary>Fixes the state of a donor as it is now.</summary>
    public static async Task<PostgresSeedSnapshot> OpenAsync(
        PostgresDatabase donor,
        IgnoreList ignored,
        CancellationToken stop
    )
    {
        // The versions first: what is altered before the snapshot is fixed is then found, too.
        var versions = await ReadVersionsAsync(donor, stop).ConfigureAwait(false);
        var connection = await donor.ConnectSnapshotAsync(stop).ConfigureAwait(false);
        var session = new NodeSession(connection, donor.Dialect.Binding);
        try
        {
            var id = await session
                .FirstRowAsync("SELECT pg_export_snapshot()", [], [StateTypes.Text], stop)
                .ConfigureAwait(false);
            var state = await new StateStore(donor.Dialect).FindTablesAsync(session, stop).ConfigureAwait(false);
            var (log, position) = await SeedState
                .ReadAsync(session, donor.Dialect, state, donor.Endpoint, stop)
                .ConfigureAwait(false);
            return new PostgresSeedSnapshot(donor, session, versions, state, ignored, (log, position, id![0].AsText()));
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<SeedSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)_session.Connection;
        var oids = await PostgresSeedSchemaReader
            .FindTablesAsync(connection, _isWanted, cancellationToken)
            .ConfigureAwait(false);
        var reader = new PostgresSeedSchemaReader(connection, oids);
        var rows = await reader.ReadTablesAsync(cancellationToken).ConfigureAwait(false);
        var found = await _donor.ReadCatalogAsync(connection, cancellationToken).ConfigureAwait(false);
        var obstacles = new List<string>(await reader.ReadObstaclesAsync(cancellationToken).ConfigureAwait(false));
        obstacles.AddRange(SeedObstacles.OfCatalog(found, _donor.Dialect, _ignored));
        obstacles.AddRange(
            rows.Where(row => row.Inherits)
                .Select(row => $"Table {row.Name} inherits from another, which is not carried: make it a partition.")
        );
        var definitions = found.ToDictionary(table => table.Definition.Name, table => table.Definition);
        return new SeedSchema
        {
            Makes = await reader.ReadMakesAsync(cancellationToken).ConfigureAwait(false),
            Tables = [.. rows.Where(row => row.HoldsRows).Select(row => TableOf(row, definitions[row.Name]))],
            Steps = await reader.ReadStepsAsync(cancellationToken).ConfigureAwait(false),
            LeftOut = await reader.ReadLeftOutAsync(cancellationToken).ConfigureAwait(false),
            Obstacles = obstacles,
        };
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SeedStateRow> ReadStateAsync(string table, CancellationToken cancellationToken) =>
        SeedState.ReadRowsAsync(_session, _donor.Dialect, _stateTables, table, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindAlteredAsync(CancellationToken cancellationToken)
    {
        var now = await ReadVersionsAsync(_donor, cancellationToken).ConfigureAwait(false);
        return
        [
            .. now
                .Keys.Union(_versions.Keys)
                .Where(_isWanted)
                .Where(table =>
                    !now.TryGetValue(table, out var version)
                    || !_versions.TryGetValue(table, out var before)
                    || version != before
                )
                .Select(table => table.ToString()),
        ];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static async Task<Dictionary<TableName, (TableVersion Version, bool IsPartition)>> ReadVersionsAsync(
        PostgresDatabase donor,
        CancellationToken stop
    )
    {
        var connection = await donor.ConnectSnapshotAsync(stop).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await PostgresTableVersions.ReadAsync((NpgsqlConnection)connection, stop).ConfigureAwait(false);
        }
    }

    private SeedCopyTable TableOf(PostgresSeedTableRow row, TableDefinition definition)
    {
        var quoted = _donor.Dialect.Table(row.Name);
        string[] columns =
        [
            .. definition
                .Columns.Where(column => !column.Generated)
                .Select(column => _donor.Dialect.Quote(column.Name)),
        ];
        string[] key = [.. definition.PrimaryKey.Select(_donor.Dialect.Quote)];
        return new SeedCopyTable(definition, quoted, quoted, columns, key.Length > 0 ? key : columns)
        {
            Rows = row.EstimatedRows,
            Bytes = row.Bytes,
            Places = row.Blocks,
            IsBinary = row.IsBinary,
        };
    }
}
