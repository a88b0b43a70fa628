using CdcReplicator.Model;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>One read transaction of a SQLite donor. All reading is done on its connection.</summary>
internal sealed class SqliteSeedSnapshot : ISeedSnapshot
{
    private static readonly string[] RowIds = ["rowid", "_rowid_", "oid"];

    private readonly SqliteDatabase _donor;
    private readonly NodeSession _session;
    private readonly IReadOnlySet<string> _stateTables;
    private readonly IgnoreList _ignored;
    private readonly long _version;

    private SqliteSeedSnapshot(
        SqliteDatabase donor,
        NodeSession session,
        IReadOnlySet<string> stateTables,
        IgnoreList ignored,
        (string Log, NodePosition Position) facts
    )
    {
        (_donor, _session, _stateTables, _ignored) = (donor, session, stateTables, ignored);
        (Log, Position) = facts;
        _version = ReadVersion(Connection);
    }

    /// <inheritdoc/>
    public string Log { get; }

    /// <inheritdoc/>
    public NodePosition Position { get; }

    /// <inheritdoc/>
    public NodeSession Session => _session;

    /// <summary>The connection in the read transaction.</summary>
    public SqliteConnection Connection => (SqliteConnection)_session.Connection;

    /// <summary>Fixes the state of a donor as it is now.</summary>
    public static async Task<SqliteSeedSnapshot> OpenAsync(
        SqliteDatabase donor,
        IgnoreList ignored,
        CancellationToken stop
    )
    {
        var connection = await donor.ConnectSnapshotAsync(stop).ConfigureAwait(false);
        var session = new NodeSession(connection, donor.Dialect.Binding);
        try
        {
            var state = await new StateStore(donor.Dialect).FindTablesAsync(session, stop).ConfigureAwait(false);
            var facts = await SeedState
                .ReadAsync(session, donor.Dialect, state, donor.Endpoint, stop)
                .ConfigureAwait(false);
            return new SqliteSeedSnapshot(donor, session, state, ignored, facts);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The name by which a table's row ids can be asked for; null if it has none.</summary>
    public static string? RowIdOf(SeedCopyTable table) =>
        table.Places == 0
            ? null
            : RowIds.FirstOrDefault(name =>
                table.Definition.Columns.All(column => !column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            );

    /// <inheritdoc/>
    public async Task<SeedSchema> ReadSchemaAsync(CancellationToken cancellationToken)
    {
        var found = await _donor.ReadCatalogAsync(Connection, cancellationToken).ConfigureAwait(false);
        CatalogTable[] wanted = [.. found.Where(table => !_ignored.HasTable(table.Definition.Name))];
        var objects = Connection.ReadRows(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND $1 = '' ORDER BY rowid",
            "",
            r => (Type: r.GetString(0), Name: r.GetString(1), Table: r.GetString(2), Sql: r.GetString(3))
        );
        var names = wanted.Select(table => table.Definition.Name).ToHashSet();
        bool IsWanted(string table) => names.Contains(TableName.Parse(table));
        SeedObject Named(string kind, string name) => new(kind, _donor.Dialect.Quote(name));
        return new SeedSchema
        {
            Makes =
            [
                .. objects
                    .Where(made => made.Type == "table" && IsWanted(made.Name))
                    .Select(made => new SeedMake(
                        Named("table", made.Name),
                        made.Sql,
                        $"DROP TABLE {_donor.Dialect.Quote(made.Name)}"
                    )),
            ],
            Tables = Sized([.. wanted.Select(TableOf)]),
            Steps =
            [
                .. objects
                    .Where(made => made.Type == "index" && IsWanted(made.Table))
                    .Select(made => new SeedStep(1, Named("index", made.Name), made.Sql, [])),
                .. ReadSequences(IsWanted),
                new SeedStep(2, new SeedObject("", "statistics"), "ANALYZE", []),
            ],
            LeftOut =
            [
                .. objects
                    .Where(made =>
                        (made.Type == "trigger" && !SqliteGuardSql.IsGuard(made.Name))
                        || made.Type == "view"
                        || made.Sql.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase)
                    )
                    .Select(made => Named(made.Type == "table" ? "virtual table" : made.Type, made.Name)),
            ],
            Obstacles = [.. SeedObstacles.OfCatalog(wanted, _donor.Dialect, _ignored)],
        };
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<SeedStateRow> ReadStateAsync(string table, CancellationToken cancellationToken) =>
        SeedState.ReadRowsAsync(_session, _donor.Dialect, _stateTables, table, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindAlteredAsync(CancellationToken cancellationToken)
    {
        var now = await _donor.ConnectSnapshotAsync(cancellationToken).ConfigureAwait(false);
        await using (now.ConfigureAwait(false))
        {
            return SqliteFile.HasMoved(Connection) || ReadVersion((SqliteConnection)now) != _version
                ? [_donor.Endpoint]
                : [];
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private IEnumerable<SeedStep> ReadSequences(Func<string, bool> isWanted)
    {
        if (Connection.ReadRows("SELECT 1 FROM sqlite_schema WHERE name = $1", "sqlite_sequence", r => 1).Count == 0)
        {
            return [];
        }

        var sequences = Connection.ReadRows(
            "SELECT name, seq FROM sqlite_sequence WHERE $1 = ''",
            "",
            r => (Name: r.GetString(0), Value: r.GetInt64(1))
        );
        return sequences
            .Where(sequence => isWanted(sequence.Name))
            .Select(sequence =>
            {
                var name = $"'{sequence.Name.Replace("'", "''", StringComparison.Ordinal)}'";
                return new SeedStep(
                    1,
                    new SeedObject("", sequence.Name),
                    $"DELETE FROM sqlite_sequence WHERE name = {name}; "
                        + $"INSERT INTO sqlite_sequence (name, seq) VALUES ({name}, {sequence.Value})",
                    []
                );
            });
    }

    private SeedCopyTable TableOf(CatalogTable table)
    {
        var name = table.DeclaredAs!;
        string[] columns =
        [
            .. table
                .Definition.Columns.Where(column => !column.Generated)
                .Select(column => _donor.Dialect.Quote(column.Name)),
        ];
        string[] key = [.. table.Definition.PrimaryKey.Select(_donor.Dialect.Quote)];
        var copied = new SeedCopyTable(table.Definition, name, name, columns, key.Length > 0 ? key : columns);
        var isWithoutRowId =
            Connection
                .ReadRows(
                    "SELECT wr FROM pragma_table_list WHERE schema = 'main' "
                        + "AND $1 = '\"' || replace(name, '\"', '\"\"') || '\"'",
                    name,
                    r => r.GetInt64(0)
                )
                .Single() != 0;
        var rowId = RowIdOf(copied with { Places = isWithoutRowId ? 0 : 1 });
        var counted = rowId is null ? "count(*)" : $"COALESCE(max({rowId}) - min({rowId}) + 1, 0)";
        var rows = Connection.ReadRows($"SELECT {counted} FROM {name} WHERE $1 = ''", "", r => r.GetInt64(0)).Single();
        return copied with { Rows = rows, Places = rowId is null ? 0 : 1 };
    }

    /// <summary>The file's bytes, shared out by rows.</summary>
    private List<SeedCopyTable> Sized(List<SeedCopyTable> tables)
    {
        var bytes = Connection
            .ReadRows(
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size WHERE $1 = ''",
                "",
                r => r.GetInt64(0)
            )
            .Single();
        var rows = Math.Max(1, tables.Sum(table => table.Rows));
        return [.. tables.Select(table => table with { Bytes = (long)(bytes * (table.Rows / (double)rows)) })];
    }

    private static long ReadVersion(SqliteConnection connection) =>
        connection
            .ReadRows("SELECT schema_version FROM pragma_schema_version WHERE $1 = ''", "", r => r.GetInt64(0))
            .Single();
}
