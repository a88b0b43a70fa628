using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Levels and tokens of single connections.</summary>
[Collection(RelayCluster.Collection)]
public sealed class RelayLevelTests(RelayCluster cluster)
{
    [PostgresFact(ownServer: true)]
    public async Task Connect_TokenOfAWrite_SeesTheWriteOnEveryNode()
    {
        await using var relay = await cluster.RelayAsync();
        for (var i = 0; i < 6; i++)
        {
            var token = await cluster.WriteAsync(1, $"value {i}");

            await using var connection = await relay.OpenAsync($"-c cdc.token={token}");

            Assert.Equal($"value {i}", await connection.AskAsync("SELECT what FROM items WHERE id = 1"));
        }
    }

    [PostgresFact(ownServer: true)]
    public async Task Connect_TokenInApplicationName_IsTakenOutOfIt()
    {
        await using var relay = await cluster.RelayAsync();
        var token = await cluster.WriteAsync(2, "x");
        var settings = new NpgsqlConnectionStringBuilder(relay.ConnectionString)
        {
            ApplicationName = $"shop cdc.level=session cdc.token={token}",
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();

        await using var relayed = new RelayedConnection(connection, "");
        Assert.Equal("shop", await relayed.AskAsync("SHOW application_name"));
        Assert.Equal("x", await relayed.AskAsync("SELECT what FROM items WHERE id = 2"));
    }

    [PostgresFact(ownServer: true)]
    public async Task Connect_PositionNobodyHas_FailsNamingWantedAndBest()
    {
        await using var relay = await cluster.RelayAsync(waitTimeout: TimeSpan.FromSeconds(1));
        var token = await cluster.WriteAsync(3, "x");
        var future = token with { Sequence = token.Sequence + 1000 };

        var error = await RefusedAsync(relay, $"-c cdc.token={future}");

        Assert.Equal(PostgresErrorCodes.CannotConnectNow, error.SqlState);
        Assert.Contains($"wanted position {future.Sequence}", error.MessageText, StringComparison.Ordinal);
        Assert.Contains("best position", error.MessageText, StringComparison.Ordinal);
        Assert.NotEmpty(error.Hint!);
    }

    [PostgresFact(ownServer: true)]
    public async Task Connect_ForeignOrUnreadable_IsRefused()
    {
        await using var relay = await cluster.RelayAsync();
        var foreign = new SessionToken(LogId.New(), 1);
        string[] wrong =
        [
            $"-c cdc.token={foreign}",
            "-c cdc.token=x",
            "-c cdc.level=fresh",
            "-c cdc.level=session",
            "-c cdc.lvel=latest",
        ];

        foreach (var options in wrong)
        {
            Assert.Equal(PostgresErrorCodes.InvalidParameterValue, (await RefusedAsync(relay, options)).SqlState);
        }
    }

    private static async Task<PostgresException> RefusedAsync(RunningRelay relay, string options) =>
        await Assert.ThrowsAsync<PostgresException>(() => relay.OpenAsync(options));
}
