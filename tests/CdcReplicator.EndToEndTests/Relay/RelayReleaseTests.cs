using System.Diagnostics;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>However a client behaved, nothing of it is left once it has gone.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayReleaseTests(RelayCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [PostgresFact(ownServer: true)]
    public async Task Relay_ClientsThatSentMoreThanANodeTakesAtOnce_AreReleasedAndDoNotHoldUpTheEnd()
    {
        const int Length = 8_000_000;
        var relay = await cluster.RelayAsync(new RelayOptions { DrainTimeout = Patience * 10, MaxConnections = 2 });
        for (var i = 0; i < 4; i++)
        {
            await using (var connection = await relay.OpenAsync())
            {
                var sql = $"SELECT length('{new string('z', Length)}')";
                Assert.Equal(Length, await connection.AskAsync(sql));
            }

            await UntilAsync(() => relay.Relay.Clients == 0);
        }

        await relay.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_ClientThatEndsItsSending_GetsItsAnswerAndIsReleased()
    {
        await using var relay = await cluster.RelayAsync();
        await using var proxy = new HalfClosingProxy(relay.Port, "pg_sleep");
        var settings = new NpgsqlConnectionStringBuilder(relay.ConnectionString) { Port = proxy.Port };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 42 FROM pg_sleep(0.3)", connection);

        Assert.Equal(42, await command.ExecuteScalarAsync());

        await UntilAsync(() => relay.Relay.Clients == 0);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_LevelInAnApplicationNameThatIsSetLater_EndsTheSession()
    {
        await using var relay = await cluster.RelayAsync();
        await using var connection = await relay.OpenAsync();
        Assert.Equal(1, await connection.AskAsync("SELECT 1"));

        // The name goes out after the session began, as pgjdbc's does; whether the statement or the next one fails
        // depends on the driver.
        var error = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await connection.AskAsync("SET application_name = 'app cdc.level=bogus'");
            await connection.AskAsync("SELECT 1");
        });

        Assert.Equal(PostgresErrorCodes.InvalidParameterValue, error.SqlState);
        Assert.Contains("options", error.Hint, StringComparison.Ordinal);
        await UntilAsync(() => relay.Relay.Clients == 0);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_BurstOfConnects_AllAreServed()
    {
        const int Clients = 200;
        await using var relay = await cluster.RelayAsync(
            new RelayOptions { MaxUnauthenticated = Clients },
            waitTimeout: Patience
        );

        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => BeginAsync(relay)));

        Assert.All(clients, client => Assert.Equal('R', client.Answer));
        foreach (var (client, _) in clients)
        {
            await client.DisposeAsync();
        }

        await UntilAsync(() => relay.Relay.Clients == 0);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_StoppedWhileClientsWaitForANode_TellsThemAndDoesNotWait()
    {
        var relay = await cluster.RelayAsync(
            new RelayOptions { DrainTimeout = Patience * 10 },
            waitTimeout: Patience * 10
        );
        await using var client = await RawClient.ConnectAsync(relay.Port);
        var beyond = $"{cluster.Bench.Log.Settings.Log}:{long.MaxValue / 2}";
        await client.SendSessionAsync("user", RelayCluster.User, "options", $"-c cdc.token={beyond}");
        await UntilAsync(() => relay.Relay.Clients == 1);

        var stopping = relay.DisposeAsync().AsTask();

        Assert.Contains("57P01", await client.ReceiveAllAsync().WaitAsync(Patience), StringComparison.Ordinal);
        await client.DisposeAsync();
        await stopping.WaitAsync(Patience);
    }

    private static async Task<(RawClient Client, char Answer)> BeginAsync(RunningRelay relay)
    {
        var client = await RawClient.ConnectAsync(relay.Port);
        await client.SendSessionAsync("user", RelayCluster.User, "database", RelayCluster.Database);
        var answer = await client.ReceiveAsync().WaitAsync(Patience);
        return (client, answer.Length > 0 ? (char)answer[0] : '-');
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, "It did not come to that in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
