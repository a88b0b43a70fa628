using System.Diagnostics;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Nodes that die or leave under the relay, and a relay that stops.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayFailureTests(RelayCluster cluster)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [PostgresFact(ownServer: true)]
    public async Task Relay_NodeKilled_LosesItsConnectionsOnlyAndTheNextConnectSucceedsSoon()
    {
        await using var relay = await cluster.RelayAsync();
        var (a, b) = await relay.OpenBothAsync();
        await using var dead = a;
        await using var alive = b;
        try
        {
            await cluster.Server("a").KillAsync(CancellationToken.None);

            var watch = Stopwatch.StartNew();
            await using var next = await relay.OpenAsync();
            Assert.Equal("b", next.Node);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
            Assert.Equal(1, await b.AskAsync("SELECT 1"));
            var lost = await Assert.ThrowsAsync<PostgresException>(() => a.AskAsync("SELECT 1"));
            // Either a server process had time for a last word of its own, or the relay says it.
            Assert.Contains(
                lost.SqlState,
                (string[])[PostgresErrorCodes.AdminShutdown, PostgresErrorCodes.ConnectionFailure]
            );
        }
        finally
        {
            await cluster.Server("a").RestartAsync(CancellationToken.None);
            await cluster.Bench.UntilAsync("a", status => status.State == NodeState.Active);
        }
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_NodeDrained_HandsConnectionsOverBetweenTransactions()
    {
        await using var relay = await cluster.RelayAsync(new RelayOptions { HandOverGrace = TimeSpan.FromSeconds(3) });
        var (a, b) = await relay.OpenBothAsync();
        await using var leaving = a;
        await using var staying = b;
        await using var busy = await OpenAsync(relay, "a");
        try
        {
            await busy.AskAsync("BEGIN");
            await cluster.SetDrainedAsync("a", isDrained: true);

            var handedOver = await ErrorOfAsync(a);

            Assert.Equal(PostgresErrorCodes.AdminShutdown, handedOver.SqlState);
            Assert.Contains("Node 'a' serves no reads any more", handedOver.MessageText, StringComparison.Ordinal);
            Assert.Equal(1, await busy.AskAsync("SELECT 1"));
            await busy.AskAsync("COMMIT");
            Assert.Equal(PostgresErrorCodes.AdminShutdown, (await ErrorOfAsync(busy)).SqlState);
            Assert.Equal(1, await b.AskAsync("SELECT 1"));
            await using var next = await relay.OpenAsync();
            Assert.Equal("b", next.Node);
        }
        finally
        {
            await cluster.SetDrainedAsync("a", isDrained: false);
        }
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_Stopped_LetsTransactionsEndAndTellsOthersAtOnce()
    {
        var relay = await cluster.RelayAsync(new RelayOptions { DrainTimeout = Patience * 2 });
        await using var idle = await relay.OpenAsync();
        await using var busy = await relay.OpenAsync();
        await busy.AskAsync("BEGIN");

        var stopping = relay.DisposeAsync().AsTask();

        Assert.Equal(PostgresErrorCodes.AdminShutdown, (await ErrorOfAsync(idle)).SqlState);
        Assert.Equal(1, await busy.AskAsync("SELECT 1"));
        Assert.False(stopping.IsCompleted);
        await busy.AskAsync("COMMIT");
        await stopping.WaitAsync(Patience);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => relay.OpenAsync());
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_StoppedWithoutPatience_EndsTransactionsToo()
    {
        var relay = await cluster.RelayAsync(new RelayOptions { DrainTimeout = TimeSpan.Zero });
        await using var busy = await relay.OpenAsync();
        await busy.AskAsync("BEGIN");

        await relay.DisposeAsync().AsTask().WaitAsync(Patience);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => busy.AskAsync("SELECT 1"));
    }

    private static async Task<RelayedConnection> OpenAsync(RunningRelay relay, string node)
    {
        while (true)
        {
            var connection = await relay.OpenAsync();
            if (connection.Node == node)
            {
                return connection;
            }

            await connection.DisposeAsync();
        }
    }

    // Asks until the connection is ended, without a wait of the test's own deciding when that must be.
    private static async Task<PostgresException> ErrorOfAsync(RelayedConnection connection)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            try
            {
                await connection.AskAsync("SELECT 1");
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
            catch (PostgresException error)
            {
                return error;
            }
        }

        throw new TimeoutException("The connection was not ended.");
    }
}
