using System.Globalization;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Clients as they are, through the relay.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayClientTests(RelayCluster cluster)
{
    private const string NodeScript = """
        const { Client, Pool } = require('pg');
        (async () => {
          const pool = new Pool({ max: 4 });
          const sums = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(async n =>
            (await pool.query({ name: 'sum', text: 'SELECT sum(i)::int AS sum FROM generate_series(1, $1::int) i', values: [n * 1000] })).rows[0].sum));
          console.log(sums.join(','));
          await pool.end();
          const client = new Client({ options: '-c cdc.level=latest', statement_timeout: 60000 });
          await client.connect();
          console.log((await client.query('SHOW transaction_read_only')).rows[0].transaction_read_only);
          try { await client.query('CREATE TABLE t (i int)'); } catch (error) { console.log(error.code); }
          await client.end();
          const wrong = new Client({ options: '-c cdc.level=fresh' });
          try { await wrong.connect(); } catch (error) { console.log(error.code, error.severity); }
        })();
        """;

    [PostgresToolFact("psql")]
    public async Task Psql_Session_ReadsKnowsItsNodeAndCannotWrite()
    {
        await using var relay = await cluster.RelayAsync();

        var read = await ClientProgram.RunAsync(relay.Port, "psql", "-Atc", "SELECT 6 * 7; SHOW cdc.node");
        var write = await ClientProgram.RunAsync(relay.Port, "psql", "-c", "CREATE TABLE t (i int)");

        Assert.Matches("^42\n[ab]\n$", read.Output);
        Assert.Equal("", read.Errors);
        Assert.NotEqual(0, write.Code);
        Assert.Contains("read-only transaction", write.Errors, StringComparison.Ordinal);
    }

    [PostgresToolFact("psql")]
    public async Task Psql_WrongPasswordOrDatabase_IsToldByTheNode()
    {
        await using var relay = await cluster.RelayAsync();

        var password = await ClientProgram.RunAsync(
            relay.Port,
            new Dictionary<string, string> { ["PGPASSWORD"] = "wrong" },
            "psql",
            "-c",
            "SELECT 1"
        );
        var database = await ClientProgram.RunAsync(relay.Port, "psql", "-d", "nowhere", "-c", "SELECT 1");

        Assert.Contains("password authentication failed", password.Errors, StringComparison.Ordinal);
        Assert.Contains("database \"nowhere\" does not exist", database.Errors, StringComparison.Ordinal);
    }

    [PostgresToolFact("psql")]
    public async Task Psql_EncryptionDemanded_IsRefusedClearly()
    {
        await using var relay = await cluster.RelayAsync();
        var demanding = new Dictionary<string, string> { ["PGSSLMODE"] = "require" };

        var result = await ClientProgram.RunAsync(relay.Port, demanding, "psql", "-c", "SELECT 1");

        Assert.Contains("server does not support SSL, but SSL was required", result.Errors, StringComparison.Ordinal);
    }

    [PostgresToolFact("pgbench")]
    public async Task Pgbench_AllQueryModes_SucceedWithManyClients()
    {
        await using var relay = await cluster.RelayAsync();
        const string Pgbench = "pgbench";
        foreach (var node in (string[])["a", "b"])
        {
            var server = new NpgsqlConnectionStringBuilder(cluster.Server(node).ConnectionString());
            var setUp = new Dictionary<string, string>
            {
                ["PGUSER"] = RelayCluster.User,
                ["PGPASSWORD"] = RelayCluster.Password,
            };
            var made = await ClientProgram.RunAsync(server.Port, setUp, Pgbench, "-i", "-q", "-s", "1");
            Assert.True(made.Code == 0, made.Errors);
        }

        foreach (var mode in (string[])["simple", "extended", "prepared"])
        {
            var result = await ClientProgram.RunAsync(
                relay.Port,
                Pgbench,
                ["-n", "-S", "-M", mode, "-c", "16", "-t", "200"]
            );
            Assert.True(result.Code == 0, result.Errors);
            Assert.Contains("actually processed: 3200/3200", result.Output, StringComparison.Ordinal);
        }
    }

    [PostgresFact(ownServer: true)]
    public async Task Npgsql_LargeResultsAndParameters_ArriveWhole()
    {
        await using var relay = await cluster.RelayAsync();
        await using var connection = await relay.OpenAsync();
        var sent = new string('x', 3_000_000) + "y";

        await using var echo = new NpgsqlCommand("SELECT $1::text", connection.Connection);
        echo.Parameters.Add(new NpgsqlParameter { Value = sent });
        await echo.PrepareAsync();
        var received = (string)(await echo.ExecuteScalarAsync())!;
        await using var many = new NpgsqlCommand(
            "SELECT i, repeat(i::text, 20) FROM generate_series(1, 200000) i",
            connection.Connection
        );
        var rows = 0;
        await using (var reader = await many.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows++;
                var expected = string.Concat(Enumerable.Repeat(rows.ToString(CultureInfo.InvariantCulture), 20));
                Assert.Equal(expected, reader.GetString(1));
            }
        }

        Assert.Equal(sent, received);
        Assert.Equal(200_000, rows);
    }

    [PostgresFact(ownServer: true)]
    public async Task Npgsql_Cancel_ReachesTheNodeOfEachConnection()
    {
        await using var relay = await cluster.RelayAsync();
        var (a, b) = await relay.OpenBothAsync();
        await using var first = a;
        await using var second = b;

        var cancelled = await CancelAsync(a.Connection);
        var also = await CancelAsync(b.Connection);

        Assert.Equal(PostgresErrorCodes.QueryCanceled, cancelled.SqlState);
        Assert.Equal(PostgresErrorCodes.QueryCanceled, also.SqlState);
        Assert.Equal(1, await a.AskAsync("SELECT 1"));
        Assert.Equal(1, await b.AskAsync("SELECT 1"));
    }

    [NodePostgresFact]
    public async Task NodeJs_PoolPreparedStatementsAndErrors_WorkUnchanged()
    {
        await using var relay = await cluster.RelayAsync();

        var result = await ClientProgram.RunAsync(relay.Port, "node", "-e", NodeScript);

        Assert.Equal("", result.Errors);
        string[] sums = [.. Enumerable.Range(1, 8).Select(n => $"{n * 1000 * ((n * 1000) + 1) / 2}")];
        Assert.Equal($"{string.Join(',', sums)}\non\n25006\n22023 FATAL\n", result.Output);
    }

    private static async Task<PostgresException> CancelAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT pg_sleep(60)", connection);
        var running = command.ExecuteNonQueryAsync();
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        command.Cancel();
        var cancelled = await Assert.ThrowsAsync<OperationCanceledException>(() => running);
        return Assert.IsType<PostgresException>(cancelled.InnerException);
    }
}
