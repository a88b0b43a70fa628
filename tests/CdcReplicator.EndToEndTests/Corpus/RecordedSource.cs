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

    private static readonly Lazy<Task<RecordedSource>> Main = new(() => CreateAsync([], ["expected"]));
    private static readonly Lazy<Task<RecordedSource>> Copy = new(() =>
        CreateAsync(["restart-copy-source"], ["restart-copy-source", "expected"])
    );

    private static readonly Lazy<Task<RecordedSource>> Snapshot = new(() =>
        CreateAsync(["restart-snapshot-source"], ["restart-snapshot-source", "expected"])
    );

    private RecordedSource(string ddl, string connectionString, IReadOnlyList<TableDefinition> tables) =>
        (Ddl, ConnectionString, Tables) = (ddl, connectionString, tables);

    /// <summary>The final shape's statements: those of the schema, then those the workload ran.</summary>
    public string Ddl { get; }

    public string ConnectionString { get; }

    /// <summary>The tables whose final contents were recorded.</summary>
    public IReadOnlyList<TableDefinition> Tables { get; }

    /// <summary>The source of a recording; made once.</summary>
    public static Task<RecordedSource> OfAsync(string recording) =>
        recording.Split('/')[1] switch
        {
            "restart-copy" => Copy.Value,
            "restart-snapshot" => Snapshot.Value,
            _ => Main.Value,
        };

    /// <summary>Where a table's final contents are kept, quoted.</summary>
    public static string ExpectedTable(TableName name) => $"expected.\"{name}\"";

    private static async Task<RecordedSource> CreateAsync(string[] folder, string[] expected)
    {
        var scripts = new[] { "schema.sql", "workload.sql" }.Select(file => CorpusFolder.In([.. folder, file]));
        var ddl = string.Join(
            ";\n",
            scripts.SelectMany(file => SqlStatements.Split(File.ReadAllText(file))).Where(IsDdl)
        );
        var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(ddl);
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        var server = await PostgresSession.BeginAsync(connection, CancellationToken.None);
        var reader = new PostgresCatalogReader(connection, server.Version, isReplica: true);
        var catalog = (await reader.ReadAsync(CancellationToken.None))
            .Select(table => table.Definition)
            .ToDictionary(table => table.Name);
        await ExecuteAsync(connection, "CREATE SCHEMA expected");
        var tables = new List<TableDefinition>();
        foreach (var file in Directory.EnumerateFiles(CorpusFolder.In(expected), "*.csv").Order(StringComparer.Ordinal))
        {
            var name = TableName.Parse(Path.GetFileNameWithoutExtension(file));
            await LoadAsync(connection, name, await File.ReadAllTextAsync(file));
            tables.Add(catalog[name]);
        }

        return new RecordedSource(ddl, database.ConnectionString, tables);
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
