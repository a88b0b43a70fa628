using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>A node that follows a connector's log, with the tables of the source.</summary>
internal sealed class ConnectedNode : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly NodeOptions _options;
    private readonly Func<string, Task<string>> _query;
    private readonly Func<TableDefinition, Task<TableContents>> _read;
    private readonly string _marker;
    private readonly string _snapshots;
    private readonly PostgresTestDatabase? _database;
    private RunningApplier? _applier;

    private ConnectedNode(
        NodeOptions options,
        Func<string, Task<string>> query,
        Func<TableDefinition, Task<TableContents>> read,
        string marker,
        string snapshots,
        PostgresTestDatabase? database = null
    ) =>
        (_options, _query, _read, _marker, _snapshots, _database) = (options, query, read, marker, snapshots, database);

    private bool IsPostgres => _database is not null;

    public static async Task<ConnectedNode> OnPostgresAsync(string id)
    {
        var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(ConnectorWorkload.Schema);
        return new ConnectedNode(
            new NodeOptions
            {
                Id = id,
                Kind = NodeKinds.Postgres,
                ConnectionString = database.ConnectionString,
                Guard = NodeGuard.Off,
            },
            database.QueryAsync,
            table => ContentsReader.ReadTextAsync(database.ConnectionString, table, Quoted(table)),
            "shop.marker",
            "cdc_replicator.snapshots",
            database
        );
    }

    public static ConnectedNode OnSqlite(string id, string file, IReadOnlyList<TableDefinition> tables)
    {
        var database = new SqliteDatabase(file, SqliteCopy.Ddl(tables));
        return new ConnectedNode(
            database.Options(id),
            sql => Task.FromResult(database.Query(sql)),
            table => ContentsReader.ReadSqliteAsync(database.ConnectionString, table),
            $"\"{tables.Single(table => table.Name.Name == "marker").Name}\"",
            "cdc_replicator_snapshots"
        );
    }

    /// <summary>Starts its applier.</summary>
    public async Task StartAsync(string log, string spool, SourceCatalog sources) =>
        _applier = await RunningApplier.StartAsync(log, _options, spool, sources: sources);

    /// <summary>
    /// Waits until it has a marker's row and all of a snapshot that brings it; else why it has halted.
    /// </summary>
    public async Task<string?> ReachAsync(int marker)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            if (
                await _query($"SELECT count(*) FROM {_marker} WHERE id = {marker}") == "1"
                && await _query($"SELECT count(*) FROM {_snapshots} WHERE unfinished <> 0") == "0"
            )
            {
                return null;
            }

            if (_applier!.Told is { State: NodeState.Halted or NodeState.Diverged or NodeState.Failed } status)
            {
                return $"{status.State}: {status.Reason}";
            }

            await Task.Delay(Poll);
        }

        return $"{_options.Id} does not come to marker {marker}: {_applier!.Told}";
    }

    /// <summary>What differs from the source; it stands still meanwhile.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(
        ConnectorSource source,
        IReadOnlyList<TableDefinition> tables
    )
    {
        var differences = new List<string>();
        foreach (var table in tables)
        {
            var expected = IsPostgres
                ? await ContentsReader.ReadTextAsync(source.ConnectionString, table, Quoted(table))
                : await ContentsReader.ReadCanonicalAsync(source.ConnectionString, table, Quoted(table));
            differences.AddRange((await _read(table)).DifferencesFrom(expected, []));
        }

        return differences;
    }

    public async ValueTask DisposeAsync()
    {
        if (_applier is not null)
        {
            await _applier.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private static string Quoted(TableDefinition table) => $"\"{table.Name.Schema}\".\"{table.Name.Name}\"";
}
