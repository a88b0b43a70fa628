using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>The events of the documentation, published as they stand there.</summary>
public sealed class PublishExamplesTests
{
    private const string Ddl = """
        CREATE TABLE customers (id integer PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL,
          email text NOT NULL);
        CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id),
          quantity integer NOT NULL);
        CREATE TABLE visits (id integer PRIMARY KEY, page text NOT NULL);
        """;

    private const string Rows = """
        SELECT id || ' ' || first_name || ' ' || last_name || ' ' || email FROM customers
        UNION ALL SELECT id || ' ' || customer_id || ' ' || quantity FROM orders
        UNION ALL SELECT id || ' ' || page FROM visits
        ORDER BY 1
        """;

    private static readonly string[] Expected =
    [
        "1 Anne Marie Kretchmar annek@noanswer.org",
        "10001 3 2",
        "1005 Sally Thomas sally.thomas@acme.com",
        "2 /help",
        "3 Edward Walker ed@walker.com",
    ];

    [Fact]
    public async Task Publish_DocumentedEvents_LeaveTheExpectedRowsOnSqlite()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a", Ddl);
        await PublishAsync(bench, database.Options("a"));

        Assert.Equal(string.Join(',', Expected), database.Query(Rows));
    }

    [PostgresFact]
    public async Task Publish_DocumentedEvents_LeaveTheExpectedRowsOnPostgres()
    {
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await database.ExecuteAsync(Ddl);
        await using var bench = await Bench.StartAsync();
        await PublishAsync(
            bench,
            new NodeOptions
            {
                Id = "a",
                Kind = NodeKinds.Postgres,
                ConnectionString = database.ConnectionString,
                Guard = NodeGuard.Off,
            }
        );

        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT string_agg(t.r, ',' ORDER BY t.r COLLATE \"C\") FROM ({Rows}) t (r)",
            connection
        );
        Assert.Equal(string.Join(',', Expected), await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Publish_FileWithABadLine_NamesItAndAppendsNothing()
    {
        await using var bench = await Bench.StartAsync();
        var file = bench.At("bad.jsonl");
        await File.WriteAllLinesAsync(file, [.. (await File.ReadAllLinesAsync(ExampleFile)).Take(3), "{\"op\":\"c\"}"]);

        var result = await CliProcess.RunAsync(bench.At(""), "publish", file, "--log", bench.Address);

        Assert.Equal(2, result.Code);
        Assert.Contains("Line 4", result.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset);
    }

    private static string ExampleFile => Path.Combine(AppContext.BaseDirectory, "events.jsonl");

    private static async Task PublishAsync(Bench bench, NodeOptions node)
    {
        var result = await CliProcess.RunAsync(bench.At(""), "publish", ExampleFile, "--log", bench.Address);
        Assert.True(result.Code == 0, result.Errors);
        var last = (await bench.Log.GetBoundsAsync(CancellationToken.None)).EndOffset - 1;
        var applier = await bench.ApplyAsync(node);
        await applier.UntilAsync(status =>
            status.State == NodeState.Halted
                ? throw new InvalidOperationException(status.Reason)
                : status.LastAppliedSequence == last
        );
    }
}
