using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary><c>migrate</c> as an operator gives it, and the SDK's call.</summary>
public sealed class MigrateTests
{
    private const string Columns = "SELECT name FROM pragma_table_info('items') ORDER BY cid";

    [PostgresFact]
    public async Task Migrate_BothKinds_ChangesAllNodesAndWritersGoOn()
    {
        await using var bench = await Bench.StartAsync();
        await using var postgres = await PostgresTestServer.CreateDatabaseAsync();
        await ExecuteAsync(postgres, "CREATE TABLE items (id integer PRIMARY KEY, what text NOT NULL)");
        var sqlite = bench.Database("b");
        await bench.ApplyAsync(
            new NodeOptions
            {
                Id = "a",
                Kind = NodeKinds.Postgres,
                ConnectionString = postgres.ConnectionString,
            }
        );
        await bench.ApplyAsync(sqlite, "b");
        await bench.UntilAsync("a", status => status.SchemaVersion == 0);
        await bench.UntilAsync("b", status => status.SchemaVersion == 0);
        await using var cluster = await bench.ConnectAsync();
        await cluster.WriteAsync(tx => tx.Table("items").Insert(new { id = 1, what = "x" }), Durability.Applied(2));

        var script = await ScriptAsync(bench, "ALTER TABLE items ADD COLUMN note varchar(20)");
        var alone = await MigrateAsync(bench, script, "--yes");
        Assert.Equal(2, alone.Code);
        Assert.Contains("no statements for nodes of kind 'sqlite' (b)", alone.Errors, StringComparison.Ordinal);

        var both = $"sqlite={script}";
        var checkedFirst = await MigrateAsync(bench, script, "--kind", both, "--check");
        Assert.True(checkedFirst.Code == 0, checkedFirst.Output + checkedFirst.Errors);
        Assert.Contains("a: takes it", checkedFirst.Output, StringComparison.Ordinal);
        Assert.Equal("id,what", sqlite.Query(Columns));

        var given = await MigrateAsync(bench, script, "--kind", both, "--yes");
        Assert.True(given.Code == 0, given.Output + given.Errors);
        Assert.Contains("a: done at sequence", given.Output, StringComparison.Ordinal);
        Assert.Contains("b: done at sequence", given.Output, StringComparison.Ordinal);
        Assert.Equal("id,what,note", sqlite.Query(Columns));

        // The process that wrote before learns of the column from the nodes.
        var receipt = await cluster.WriteAsync(
            tx =>
                tx.Table("items")
                    .Insert(
                        new
                        {
                            id = 2,
                            what = "y",
                            note = "n",
                        }
                    ),
            Durability.Applied(2)
        );
        Assert.Equal("1|x|,2|y|n", sqlite.Query("SELECT * FROM items ORDER BY id"));

        var migrated = await cluster.MigrateAsync(
            new Migration
            {
                Description = "no note",
                Postgres = "ALTER TABLE items DROP COLUMN note",
                Sqlite = "ALTER TABLE items DROP COLUMN note",
            }
        );
        Assert.Equal(2, migrated.SchemaVersion);
        Assert.True(migrated.Sequence > receipt.Sequence);
        await bench.UntilAsync("a", status => status.SchemaSequence == migrated.Sequence);
        await bench.UntilAsync("b", status => status.SchemaSequence == migrated.Sequence);
        Assert.Equal("id,what", sqlite.Query(Columns));
        var audit = await CliProcess.RunAsync(bench.At(""), "log", "audit", "--log", bench.Address);
        Assert.Contains("no note", audit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_NodeThatCannotTakeIt_HaltsWithTheWayOnAndTheOthersGoOn()
    {
        await using var bench = await Bench.StartAsync();
        var (a, b) = (bench.Database("a"), bench.Database("b"));
        await bench.ApplyAsync(a, "a");
        await bench.ApplyAsync(b, "b");
        await bench.UntilAsync("a", status => status.SchemaVersion == 0);
        await bench.UntilAsync("b", status => status.SchemaVersion == 0);
        // Somebody has changed it round the log.
        b.Execute("CREATE TABLE other (id int PRIMARY KEY)");
        var script = await ScriptAsync(bench, "CREATE TABLE other (id int PRIMARY KEY, a int)");

        var checkedFirst = await MigrateAsync(bench, script, "--check");
        Assert.Equal(4, checkedFirst.Code);
        Assert.Contains("a: takes it", checkedFirst.Output, StringComparison.Ordinal);
        Assert.Contains("b: Node 'b'", checkedFirst.Output, StringComparison.Ordinal);

        var given = await MigrateAsync(bench, script, "--yes");
        Assert.Equal(4, given.Code);
        Assert.Contains("a: done", given.Output, StringComparison.Ordinal);
        Assert.Contains("b: HALTED", given.Output, StringComparison.Ordinal);
        Assert.Contains("cdc-replicator skip ", given.Output, StringComparison.Ordinal);

        b.Execute("DROP TABLE other");
        await bench.UntilAsync("b", status => status is { SchemaVersion: 1, State: NodeState.Active });
        var status = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);
        Assert.DoesNotContain("not alike", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WhatCouldDiffer_IsRefusedAndOrdersNothing()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(bench.Database("a"), "a");
        await bench.UntilAsync("a", status => status.SchemaVersion == 0);
        var script = await ScriptAsync(
            bench,
            "CREATE TABLE u AS SELECT 1;\nALTER TABLE items ADD a text DEFAULT (now())"
        );

        var refused = await MigrateAsync(bench, script, "--yes");

        Assert.Equal(2, refused.Code);
        Assert.Contains("Line 1: CREATE TABLE AS", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("Line 2: function now", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset);
    }

    private static async Task<string> ScriptAsync(Bench bench, string sql)
    {
        var file = bench.At($"{Guid.NewGuid():N}.sql");
        await File.WriteAllTextAsync(file, sql);
        return file;
    }

    private static Task<CliResult> MigrateAsync(Bench bench, params string[] arguments) =>
        CliProcess.RunAsync(bench.At(""), ["migrate", .. arguments, "--log", bench.Address]);

    private static async Task ExecuteAsync(PostgresTestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
