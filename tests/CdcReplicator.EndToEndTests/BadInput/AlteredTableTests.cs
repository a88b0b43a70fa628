using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Tables created, altered and granted under running appliers: nobody restarts anything.</summary>
public sealed class AlteredTableTests
{
    // Events are made in the order in which they are sent.
    private static long _lsn = 1000;

    private const string Rows = "SELECT id, b, extra FROM t ORDER BY id";

    [PostgresFact]
    public async Task Run_TablesAlteredBeforeTheFirstEventThatNeedsIt_NoNodeIsEverHalted()
    {
        const string ddl = "CREATE TABLE t (id INT PRIMARY KEY, a INT, old TEXT)";
        await using var server = await PostgresTestServer.CreateDatabaseAsync();
        await server.ExecuteAsync(ddl);
        await using var bench = await Bench.StartAsync();
        var lite = bench.Database("l", ddl);
        RunningApplier[] appliers = [await bench.ApplyAsync(Postgres(server)), await bench.ApplyAsync(lite, "l")];
        await bench.AppendAsync(Event("c", 1, """{"id":1,"a":1,"old":"x"}"""));
        (string Postgres, string Sqlite, RecordToAppend Then)[] steps =
        [
            (
                "ALTER TABLE t ADD extra TEXT",
                "ALTER TABLE t ADD extra TEXT",
                Event("c", 2, """{"id":2,"a":2,"old":"y","extra":"new"}""")
            ),
            (
                "ALTER TABLE t ALTER a TYPE bigint",
                "CREATE TABLE n (id INT PRIMARY KEY, a BIGINT, old TEXT, extra TEXT); INSERT INTO n SELECT * FROM t; "
                    + "DROP TABLE t; ALTER TABLE n RENAME TO t",
                Event("u", 1, """{"id":1,"a":5000000000,"old":"x","extra":"big"}""")
            ),
            (
                "ALTER TABLE t DROP old",
                "ALTER TABLE t DROP COLUMN old",
                Event("u", 1, """{"id":1,"a":7,"extra":"dropped old"}""")
            ),
            (
                "ALTER TABLE t RENAME a TO b",
                "ALTER TABLE t RENAME COLUMN a TO b",
                Event("u", 2, """{"id":2,"b":8,"extra":"renamed"}""")
            ),
        ];
        foreach (var (postgres, sqlite, then) in steps)
        {
            await UntilAppliedAsync(bench, appliers);
            await server.ExecuteAsync(postgres);
            lite.Execute(sqlite);
            await bench.AppendAsync(then);
        }

        await UntilAppliedAsync(bench, appliers);

        Assert.Equal("1|7|dropped old,2|8|renamed", lite.Query(Rows));
        Assert.Equal("1|7|dropped old,2|8|renamed", await QueryAsync(server, Rows));
    }

    [Fact]
    public async Task Run_TableCreatedWhileHalted_IsEnough()
    {
        await using var bench = await Bench.StartAsync();
        var lacking = bench.Database("lacking", "CREATE TABLE other (id INTEGER PRIMARY KEY)");
        var whole = bench.Database("whole");
        await bench.AppendAsync(Events.Create(1));
        var halted = await bench.ApplyAsync(lacking, "lacking");
        var other = await bench.ApplyAsync(whole, "whole");
        var reason = await halted.ReasonOfAsync(NodeState.Halted);
        await other.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        lacking.Execute(Events.ItemsDdl);
        await halted.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        Assert.Contains("goes on by itself", reason, StringComparison.Ordinal);
        Assert.Equal("1|x", lacking.Query(Events.Items));
    }

    [PostgresFact]
    public async Task Run_RightGrantedWhileHalted_IsEnough()
    {
        await using var server = await PostgresTestServer.CreateDatabaseAsync();
        var plain = new NpgsqlConnectionStringBuilder(await server.CreatePlainRoleAsync());
        await server.ExecuteAsync(Events.ItemsDdl);
        await using var bench = await Bench.StartAsync();
        await bench.AppendAsync(Events.Create(1));
        var applier = await bench.ApplyAsync(Postgres(server) with { ConnectionString = plain.ConnectionString });
        var reason = await applier.ReasonOfAsync(NodeState.Halted);

        await server.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON items TO {plain.Username}");
        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        Assert.Contains("42501", reason, StringComparison.Ordinal);
        Assert.Equal("1|x", await QueryAsync(server, Events.Items));
    }

    private static async Task UntilAppliedAsync(Bench bench, RunningApplier[] appliers)
    {
        var end = (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        foreach (var applier in appliers)
        {
            var status = await applier.UntilAsync(status =>
                status.State == NodeState.Halted || status.LastAppliedSequence == end - 1
            );
            Assert.NotEqual((NodeState.Halted, status.Reason), (status.State, status.Reason));
        }
    }

    private static RecordToAppend Event(string operation, int id, string after) =>
        Events.Of(
            $$"""{"id":{{id}}}""",
            $$"""
            {"op":"{{operation}}","before":null,"after":{{after}},"source":{"connector":"postgresql","name":"erp",
             "ts_ms":1,"db":"erp","schema":"public","table":"t","lsn":{{Interlocked.Increment(
                ref _lsn
            )}}},"transaction":null,"ts_ms":1}
            """
        );

    private static NodeOptions Postgres(PostgresTestDatabase server) =>
        new()
        {
            Id = "p",
            Kind = NodeKinds.Postgres,
            ConnectionString = server.ConnectionString,
            Guard = NodeGuard.Off,
        };

    private static async Task<string> QueryAsync(PostgresTestDatabase server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return string.Join(',', rows);
    }
}
