using CdcReplicator.Router;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>PostgreSQL's JDBC driver through the relay.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayJdbcTests(RelayCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [JdbcFact]
    public async Task Jdbc_LevelInOptionsOrInANameSentAtOnce_IsKept()
    {
        await using var relay = await cluster.RelayAsync();

        Assert.Matches("^[ab] ", await RunAsync(relay.Port, "session", "options=-c%20cdc.level=latest"));
        Assert.Equal("22023", await RunAsync(relay.Port, "session", "options=-c%20cdc.level=bogus"));
        const string AtOnce = "assumeMinServerVersion=9.0&ApplicationName=app%20cdc.level=";
        Assert.Matches("^[ab] app", await RunAsync(relay.Port, "session", AtOnce + "latest"));
        Assert.Equal("22023", await RunAsync(relay.Port, "session", AtOnce + "bogus"));
    }

    [JdbcFact]
    public async Task Jdbc_ApplicationNameSetLate_IsKeptWithoutLevelAndEndsTheSessionWithOne()
    {
        await using var relay = await cluster.RelayAsync();

        Assert.Matches("^[ab] books$", await RunAsync(relay.Port, "session", "ApplicationName=books"));
        foreach (var words in (string[])["cdc.level=bogus", "cdc.level=latest"])
        {
            Assert.Equal("22023", await RunAsync(relay.Port, "session", $"ApplicationName=app%20{words}"));
        }
    }

    [JdbcFact]
    public async Task Jdbc_PreparedStatementsCursorsAndErrors_WorkUnchanged()
    {
        await using var relay = await cluster.RelayAsync();

        Assert.Equal("420 10000 25006 still there", await RunAsync(relay.Port, "extended"));
    }

    [JdbcFact]
    public async Task Jdbc_LargeResultOfAClientThatHasEndedItsSending_ArrivesWholeAndIsReleased()
    {
        await using var relay = await cluster.RelayAsync();
        await using var proxy = new HalfClosingProxy(relay.Port, "last words");

        Assert.Equal("60000 60000000", await RunAsync(relay.Port, "large", "60000"));
        Assert.Equal("60000 60000000", await RunAsync(proxy.Port, "large", "60000"));

        await UntilReleasedAsync(relay);
    }

    [JdbcFact]
    public async Task Jdbc_ManyConnects_AllAreServedAndReleased()
    {
        // More than there are turns; a machine with other work takes its time for so many passwords.
        await using var relay = await cluster.RelayAsync(
            new RelayOptions { LoginTimeout = Patience * 2 },
            waitTimeout: Patience
        );

        Assert.Equal("100", await RunAsync(relay.Port, "connects", "100"));

        await UntilReleasedAsync(relay);
    }

    [JdbcFact]
    public async Task Jdbc_QueryTimeout_CancelsAtTheNode()
    {
        await using var relay = await cluster.RelayAsync();

        Assert.Equal("57014 still there", await RunAsync(relay.Port, "cancel"));
    }

    private static async Task<string> RunAsync(int port, params string[] arguments)
    {
        var client = Path.Combine(AppContext.BaseDirectory, "JdbcClient.java");
        var driver = JdbcDriver.Find() ?? throw new InvalidOperationException("There is no JDBC driver here.");
        var result = await ClientProgram.RunAsync(port, "java", ["-cp", driver, client, .. arguments]);
        Assert.True(result.Code == 0, result.Errors);
        return result.Output.Trim();
    }

    private static async Task UntilReleasedAsync(RunningRelay relay)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (relay.Relay.Clients > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }
}
