using System.Collections.Concurrent;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// A source database of the recordings in its final shape, and in a schema of its own what it held at the end.
/// </summary>
internal sealed class RecordedSource
{
    private static readonly string[] LeftOut = ["CREATE PUBLICATION"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<RecordedSource>>> Made = new();

    private RecordedSource(string ddl, string connectionString, IReadOnlyList<TableDefinition> tables) =>
        (Ddl, ConnectionString, Tables) = (ddl, connectionString, tables);

    /// <summary>The final shape's statements: those of the schema, then those the workload ran.</summary>
    public string Ddl { get; }

    public string ConnectionString { get; }

    /// <summary>The tables whose final contents were recorded.</summary>
    public IReadOnlyList<TableDefinition> Tables { get; }

    /// <summary>
    /// The source of a recording, with what its connector's settings change in values; made once for all encodings.
    /// </summary>
    public static Task<RecordedSource> OfAsync(string recording) =>
        Made.GetOrAdd(
            recording.Split('/')[1],
            run => new Lazy<Task<RecordedSource>>(() => CreateAsync(run, recording))
        ).Value;

    /// <summary>Where a table's final contents are kept, quoted.</summary>
    public static string ExpectedTable(TableName name) => $"expected.\"{name}\"";

    private static string[] FolderOf(string run) =>
        run switch
        {
            "restart-copy" or "decimal-numeric" => ["restart-copy-source"],
            "restart-snapshot" => ["restart-snapshot-source"],
            _ => [],
        };

    private static async Task<RecordedSource> CreateAsync(string run, string recording)
    {
        var folder = FolderOf(run);
        var captured = RecordedConnector.TablesOf(recording);
        var scripts = new[] { "schema.sql", "workload.sql" }.Select(file => CorpusFolder.In([.. folder, file]));
        var ddl = string.Join(
            ";\n",
            scripts.SelectMany(file => SqlStatements.Split(File.ReadAllText(file))).Where(IsDdl)
        );
        var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(ddl);
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "CREATE SCHEMA expected");
        var files = Directory.EnumerateFiles(CorpusFolder.In([.. folder, "expected"]), "*.csv");
        var tables = files
            .Order(StringComparer.Ordinal)
            .Select(file => (File: file, Name: TableName.Parse(Path.GetFileNameWithoutExtension(file))))
            .Where(table => captured(table.Name))
            .ToArray();
        foreach (var (file, name) in tables)
        {
            await LoadAsync(connection, name, await File.ReadAllTextAsync(file));
        }

        var widened = RecordedLosses.Widened(run);
        foreach (var column in widened)
        {
            await ExecuteAsync(connection, Widen(column.Table, column.Column, column.Type));
            await ExecuteAsync(connection, Widen($"expected.\"{column.Table}\"", column.Column, column.Type));
        }

        foreach (var loss in RecordedLosses.Of(run))
        {
            await ExecuteAsync(connection, loss.Sql);
        }

        var shape = string.Concat(widened.Select(column => $";\n{Widen(column.Table, column.Column, column.Type)}"));
        var catalog = await ReadCatalogAsync(connection);
        return new RecordedSource(ddl + shape, database.ConnectionString, [.. tables.Select(t => catalog[t.Name])]);
    }

    private static string Widen(string table, string column, string type) =>
        $"ALTER TABLE {table} ALTER {column} TYPE {type} USING {column}::numeric";

    private static async Task<Dictionary<TableName, TableDefinition>> ReadCatalogAsync(NpgsqlConnection connection)
    {
        var server = await PostgresSession.BeginAsync(connection, CancellationToken.None);
        var reader = new PostgresCatalogReader(connection, server.Version, isReplica: true);
        return (await reader.ReadAsync(CancellationToken.None))
            .Select(table => table.Definition)
            .ToDictionary(table => table.Name);
    }

    private static async Task LoadAsync(NpgsqlConnection connection, TableName name, string csv)
    {
        await ExecuteAsync(connection, $"CREATE TABLE {ExpectedTable(name)} (LIKE \"{name.Schema}\".\"{name.Name}\")");
        var header = csv[..csv.IndexOf('\n', StringComparison.Ordinal)].Split(',').Select(c => $"\"{c.Trim('"')}\"");
        var copy = $"COPY {ExpectedTable(name)} ({string.Join(",", header)}) FROM STDIN (FORMAT csv, HEADER)";
        await using var writer = await connection.BeginTextImportAsync(copy);
        await writer.WriteAsync(csv);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static bool IsDdl(string statement) =>
        statement.Split([' ', '\n'], 2)[0] is "CREATE" or "ALTER" or "SET"
        && !LeftOut.Any(start => statement.StartsWith(start, StringComparison.Ordinal));
}
