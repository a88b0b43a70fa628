using System.Text.Json;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Copies of a node's database, on PostgreSQL with Kafka; and how an operator adopts and removes.</summary>
public sealed class CopiedDatabaseTests
{
    private const string PostgresDdl = "CREATE TABLE items (id int PRIMARY KEY, what text NOT NULL)";

    [KafkaAndPostgresFact]
    public async Task Adopt_CopyOfAPostgresNode_IsRefusedBesideItAndThenANodeOfItsOwn()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{KafkaTestServer.NewClusterName()}");
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(PostgresDdl);
        await bench.AppendAsync(Events.Create(1), Events.Create(2));
        await using (var first = await bench.ApplyAsync(Node(database, "a")))
        {
            await first.UntilAsync(status => status.LastAppliedSequence == 1);
        }

        await using var copied = await PostgresTestServer.CreateDatabaseAsync();
        await CopyAsync(database, copied);
        var original = await bench.ApplyAsync(Node(database, "a"));
        await original.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 1 });
        var copy = await bench.ApplyAsync(Node(copied, "a"));

        var refused = await copy.UntilToldAsync(status =>
            status is { State: NodeState.Halted, Reason: { } why }
            && why.Contains("is a copy of node 'a'", StringComparison.Ordinal)
        );
        Assert.Contains("cdc-replicator node adopt", refused.Reason, StringComparison.Ordinal);
        await original.UntilAsync(status => status.Copies.Count == 1);
        var next = await bench.AppendAsync(Events.Create(3));
        await original.UntilAsync(status => status.LastAppliedSequence == next.LastOffset);
        Assert.Equal("1|x,2|x", await copied.QueryAsync(Events.Items));
        var shown = await CliProcess.RunAsync(bench.At(""), "status", "--log", bench.Address);
        Assert.Contains(
            "a copy of its database was opened under its name and is refused",
            shown.Output,
            StringComparison.Ordinal
        );
        await copy.DisposeAsync();

        Configure(bench, Node(copied, "b"));
        var adopted = await CliProcess.RunAsync(bench.At(""), "node", "adopt", "b", "--yes", "--config", "b.json");
        Assert.Equal((0, ""), (adopted.Code, adopted.Errors));
        Assert.Contains("a copy of node 'a', is node 'b' now", adopted.Output, StringComparison.Ordinal);
        var again = await CliProcess.RunAsync(bench.At(""), "node", "adopt", "b", "--config", "b.json");
        Assert.Contains("is node 'b' already; nothing was changed", again.Output, StringComparison.Ordinal);

        var joined = await bench.ApplyAsync(Node(copied, "b"));
        await joined.UntilAsync(status => status is { State: NodeState.Active } && status.LastAppliedSequence >= 2);
        Assert.Equal("1|x,2|x,3|x", await copied.QueryAsync(Events.Items));
    }

    [Fact]
    public async Task Adopt_WhatIsNoCopyOrInUse_IsRefusedAndChangesNothing()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a");
        await bench.AppendAsync(Events.Create(1));
        var applier = await bench.ApplyAsync(database, "a");
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });
        var plain = bench.Database("plain");

        await AssertRefusedAsync(bench, plain.Options("b"), "has no state of a node (cdc_replicator)");
        await AssertRefusedAsync(bench, database.Options("b"), "The applier of node 'a' works on the database at");
        await AssertRefusedAsync(bench, database.Options("a"), "The applier of node 'a' works on the database at");
        var unknown = await CliProcess.RunAsync(bench.At(""), "node", "adopt", "c", "--yes", "--config", "b.json");
        Assert.Contains("There is no node 'c' in the configuration (a)", unknown.Errors, StringComparison.Ordinal);

        Assert.Equal("", plain.Query("SELECT name FROM sqlite_master WHERE name LIKE 'cdc%'"));
        await bench.AppendAsync(Events.Create(2));
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 1 });
    }

    [Fact]
    public async Task Remove_DeadNode_TakesItOutAndUndoBringsItBack()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a");
        await bench.AppendAsync(Events.Create(1));
        await using (var applier = await bench.ApplyAsync(database, "a"))
        {
            await applier.UntilAsync(status => status.LastAppliedSequence == 0);
            var refused = await RunAsync(bench, "node", "remove", "a");
            Assert.Contains("The applier of 'a' runs", refused.Errors, StringComparison.Ordinal);
        }

        var removed = await RunAsync(bench, "node", "remove", "a", "--force");
        Assert.Contains("cdc-replicator node remove a --undo", removed.Output, StringComparison.Ordinal);
        Assert.Contains("No members yet", (await RunAsync(bench, "status")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(bench, "node", "remove", "a", "--undo")).Code);
        var back = await bench.ApplyAsync(database, "a");
        await back.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });
    }

    private static async Task AssertRefusedAsync(Bench bench, NodeOptions node, string why)
    {
        Configure(bench, node with { Id = node.Id });
        var result = await CliProcess.RunAsync(bench.At(""), "node", "adopt", node.Id, "--yes", "--config", "b.json");
        Assert.Contains(why, result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, result.Code);
    }

    private static Task<CliResult> RunAsync(Bench bench, params string[] arguments) =>
        CliProcess.RunAsync(bench.At(""), [.. arguments, "--log", bench.Address]);

    private static void Configure(Bench bench, NodeOptions node) =>
        File.WriteAllText(
            bench.At("b.json"),
            JsonSerializer.Serialize(
                new
                {
                    CdcReplicator = new
                    {
                        Log = bench.Address,
                        Nodes = new[]
                        {
                            new
                            {
                                node.Id,
                                node.Kind,
                                node.ConnectionString,
                            },
                        },
                    },
                }
            )
        );

    private static NodeOptions Node(PostgresTestDatabase database, string id) =>
        new()
        {
            Id = id,
            Kind = NodeKinds.Postgres,
            ConnectionString = database.ConnectionString,
        };

    /// <summary>The server copies the files.</summary>
    private static async Task CopyAsync(PostgresTestDatabase from, PostgresTestDatabase to)
    {
        var (source, copy) = (NameOf(from), NameOf(to));
        var server = new NpgsqlConnectionStringBuilder(to.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        foreach (var sql in new[] { $"DROP DATABASE {copy}", $"CREATE DATABASE {copy} TEMPLATE {source}" })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string NameOf(PostgresTestDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;
}
