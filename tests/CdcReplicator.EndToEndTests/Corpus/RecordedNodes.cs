using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Makes an empty node, has a recording's log replayed on it, and compares what that leaves with what the source held.
/// </summary>
internal static class RecordedNodes
{
    /// <summary>The signal table, and columns the source had dropped or renamed at the end.</summary>
    private static readonly string[] Gone = ["sig.*", "inventory.evolving.b", "inventory.evolving.d"];

    /// <summary>On PostgreSQL, in a database shaped as the source was at the end.</summary>
    public static async Task ProvePostgresAsync(string recording, Func<NodeOptions, Task> replay)
    {
        var source = await RecordedSource.OfAsync(recording);
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(source.Ddl);
        await replay(OptionsOf(NodeKinds.Postgres, database.ConnectionString, Gone));
        var differences = new List<string>();
        foreach (var table in source.Tables)
        {
            var (expected, actual) = (
                await ContentsReader.ReadTextAsync(
                    source.ConnectionString,
                    table,
                    RecordedSource.ExpectedTable(table.Name)
                ),
                await ContentsReader.ReadTextAsync(
                    database.ConnectionString,
                    table,
                    $"\"{table.Name.Schema}\".\"{table.Name.Name}\""
                )
            );
            differences.AddRange(actual.DifferencesFrom(expected, Exemptions.Of(recording, table.Name.ToString())));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>
    /// On SQLite, which knows no partitions: what the snapshot read of them by their own names is passed over.
    /// </summary>
    public static async Task ProveSqliteAsync(string recording, Func<NodeOptions, Task> replay)
    {
        var source = await RecordedSource.OfAsync(recording);
        using var folder = new TempFolder();
        var connectionString = $"Data Source={folder.At("node.db")}";
        IReadOnlyList<Model.TableDefinition> tables;
        await using (var connection = new SqliteConnection(connectionString + ";Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = SqliteCopy.Ddl(source.Tables);
            await command.ExecuteNonQueryAsync();
            tables =
            [
                .. new SqliteCatalogReader(connection, new SqliteDialect(new SqliteValueBinding()))
                    .Read()
                    .Select(table => table.Definition),
            ];
        }

        await replay(OptionsOf(NodeKinds.Sqlite, connectionString, [.. Gone, "inventory.readings_*"]));
        Assert.Equal(source.Tables.Count, tables.Count);
        var differences = new List<string>();
        foreach (var table in source.Tables)
        {
            var expected = await ContentsReader.ReadCanonicalAsync(
                source.ConnectionString,
                table,
                RecordedSource.ExpectedTable(table.Name)
            );
            var actual = await ContentsReader.ReadSqliteAsync(
                connectionString,
                tables.Single(t => t.Name == table.Name)
            );
            differences.AddRange(actual.DifferencesFrom(expected, Exemptions.Of(recording, table.Name.ToString())));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static NodeOptions OptionsOf(string kind, string connectionString, string[] ignore) =>
        new()
        {
            Id = $"{kind}-copy",
            Kind = kind,
            ConnectionString = connectionString,
            Ignore = ignore,
        };
}
