using System.Diagnostics;
using System.Globalization;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Clients that have not logged in yet, and nodes that let in anybody.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayLoginTests(RelayCluster cluster)
{
    private const int Most = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [PostgresFact(ownServer: true)]
    public async Task Relay_ManyHalfOpenLogins_TakeFewConnectionsAndAnHonestClientGetsIn()
    {
        const int Strangers = 260;
        await using var relay = await cluster.RelayAsync(
            new RelayOptions { MaxUnauthenticated = Most, LoginTimeout = Patience / 4 }
        );
        var strangers = await StrangersAsync(relay.Port, Strangers);
        try
        {
            await UntilAsync(() => Unauthenticated("a") + Unauthenticated("b") >= Most);
            Assert.True(Unauthenticated("a") <= Most);
            Assert.True(Unauthenticated("b") <= Most);

            await using var honest = await relay.OpenAsync();

            Assert.Equal(1, await honest.AskAsync("SELECT 1"));
        }
        finally
        {
            foreach (var stranger in strangers)
            {
                await stranger.DisposeAsync();
            }
        }
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_TooManyHalfOpenLogins_AreToldTheSetting()
    {
        await using var relay = await cluster.RelayAsync(
            new RelayOptions { MaxUnauthenticated = 1, LoginTimeout = TimeSpan.FromSeconds(3) }
        );
        var strangers = await StrangersAsync(relay.Port, 20);

        var told = await Task.WhenAll(strangers.Select(stranger => stranger.ReceiveAllAsync().WaitAsync(Patience)));

        // Those that never had a turn.
        var refused = told.Where(text => text.StartsWith('E')).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, text => Assert.Contains("53300", text, StringComparison.Ordinal));
        Assert.All(refused, text => Assert.Contains("MaxUnauthenticated", text, StringComparison.Ordinal));
        foreach (var stranger in strangers)
        {
            await stranger.DisposeAsync();
        }
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_ClientThatNeverAnswersTheRequestToLogIn_IsToldAndItsNodeIsFree()
    {
        await using var relay = await cluster.RelayAsync(
            new RelayOptions { LoginTimeout = TimeSpan.FromMilliseconds(500) }
        );
        await using var client = await StrangerAsync(relay.Port);

        var told = await client.ReceiveAllAsync().WaitAsync(Patience);

        Assert.Contains("57P05", told, StringComparison.Ordinal);
        Assert.Contains("LoginTimeout", told, StringComparison.Ordinal);
        await UntilAsync(() => Unauthenticated("a") + Unauthenticated("b") == 0);
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_LoggedInClients_TakeNoTurn()
    {
        await using var relay = await cluster.RelayAsync(
            new RelayOptions { MaxUnauthenticated = 1, LoginTimeout = TimeSpan.FromSeconds(1) }
        );
        var clients = new List<RelayedConnection>();
        for (var i = 0; i < 5; i++)
        {
            clients.Add(await relay.OpenAsync());
        }

        // Longer than a login may take.
        await Task.Delay(TimeSpan.FromSeconds(1.5));

        foreach (var client in clients)
        {
            Assert.Equal(1, await client.AskAsync("SELECT 1"));
            await client.DisposeAsync();
        }
    }

    [PostgresFact(ownServer: true)]
    public async Task Relay_AnswerThatIsNoPassword_IsRefused()
    {
        await using var relay = await cluster.RelayAsync();
        await using var client = await StrangerAsync(relay.Port);
        Assert.Equal((byte)'R', (await client.ReceiveAsync().WaitAsync(Patience))[0]);

        await client.SendAsync((byte)'Q', 0, 0, 0, 6, (byte)';', 0);

        Assert.Contains("08P01", await client.ReceiveAllAsync().WaitAsync(Patience), StringComparison.Ordinal);
    }

    [PostgresToolFact("psql")]
    public async Task Relay_NodeThatLetsInAnybody_IsUsedOnlyIfAllowed()
    {
        await using var trust = await TrustedRole.StartAsync(cluster);
        await using var strict = await cluster.RelayAsync();
        await using var lax = await cluster.RelayAsync(new RelayOptions { AllowTrust = true });
        string[] question = ["-U", TrustedRole.Name, "-Atc", "SELECT 42"];

        var refused = await ClientProgram.RunAsync(strict.Port, "psql", question);
        var served = await ClientProgram.RunAsync(lax.Port, "psql", question);

        Assert.NotEqual(0, refused.Code);
        Assert.Contains("AllowTrust", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("pg_hba.conf", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("42\n", served.Output);
    }

    private static async Task<List<RawClient>> StrangersAsync(int port, int count)
    {
        var strangers = new List<RawClient>();
        for (var i = 0; i < count; i++)
        {
            strangers.Add(await StrangerAsync(port));
        }

        return strangers;
    }

    private static async Task<RawClient> StrangerAsync(int port)
    {
        var client = await RawClient.ConnectAsync(port);
        await client.SendSessionAsync("user", RelayCluster.User, "database", RelayCluster.Database);
        return client;
    }

    // The server's processes that wait for a password; their titles say so.
    private int Unauthenticated(string node)
    {
        var server = cluster.Server(node).ProcessId!.Value;
        return File.ReadAllText($"/proc/{server}/task/{server}/children")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
            .Count(child => TitleOf(child).Contains(" authentication", StringComparison.Ordinal));
    }

    private static string TitleOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (IOException)
        {
            // It has ended.
            return "";
        }
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
