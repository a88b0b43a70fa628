using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>Sessions over SQLite files that hold nothing but a position row.</summary>
public sealed class SessionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cdc-session-");

    [Fact]
    public async Task Open_AfterAWrite_WaitsForANodeThatHasIt()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        await PublishNodeAsync(fixture, "a", -1);
        var session = fixture.Cluster.CreateSession();
        var receipt = await WriteAsync(session);
        var opening = session.OpenConnectionAsync();
        Assert.False(opening.IsCompleted);

        await PublishNodeAsync(fixture, "b", receipt.Sequence);

        await using var connection = await opening.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(PathOf("b"), connection.DataSource);
        Assert.Equal(receipt.SessionToken, session.Token);
    }

    [Fact]
    public async Task GetToken_NodeMovedOnWhileReading_CoversWhatWasSeen()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        await PublishNodeAsync(fixture, "a", 3);
        var session = fixture.Cluster.CreateSession();
        await using (await session.OpenConnectionAsync())
        {
            SetPosition("a", fixture.Cluster.Settings.Log, 8);
        }

        Assert.Equal(8, (await session.GetTokenAsync()).Sequence);
    }

    [Fact]
    public async Task Open_OnAnotherNode_IsAtLeastWhereTheFirstOneWasWhenItsReadEnded()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        await PublishNodeAsync(fixture, "a", 3);
        var session = fixture.Cluster.CreateSession();
        await using (await session.OpenConnectionAsync())
        {
            SetPosition("a", fixture.Cluster.Settings.Log, 8);
        }

        await PublishNodeAsync(fixture, "b", 5);
        await fixture.PublishMemberAsync("a", 4, NodeState.Halted, PathOf("a"));
        await UntilAllReadsGoToAsync(fixture, "b");
        var opening = session.OpenConnectionAsync();
        await Task.Delay(50);
        Assert.False(opening.IsCompleted);
        await PublishNodeAsync(fixture, "b", 8);

        await using var connection = await opening.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(PathOf("b"), connection.DataSource);
    }

    [Fact]
    public async Task GetToken_NodeIsGone_CoversTheWholeLog()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var session = fixture.Cluster.CreateSession();
        await WriteAsync(session);
        await WriteAsync(fixture.Cluster.CreateSession());
        await PublishNodeAsync(fixture, "a", 0);
        await (await session.OpenConnectionAsync()).DisposeAsync();
        SqliteConnection.ClearAllPools();
        File.Delete(PathOf("a"));

        Assert.Equal(1, (await session.GetTokenAsync()).Sequence);
    }

    [Fact]
    public async Task Open_PositionOfAnotherLog_DoesNotCount()
    {
        await using var fixture = await ClusterFixture.StartAsync(
            new CdcClusterOptions { ReadTimeout = TimeSpan.FromMilliseconds(100) }
        );
        await PublishNodeAsync(fixture, "a", 9);
        SetPosition("a", LogId.New(), 9);
        var token = new SessionToken(fixture.Cluster.Settings.Log, 5);

        await Assert.ThrowsAsync<NoNodeAvailableException>(() =>
            fixture.Cluster.OpenConnectionAsync(ReadLevel.AtLeast(token))
        );
    }

    [Fact]
    public async Task Open_ClassOfConnection_TakesNodesOfItsKindOnly()
    {
        await using var fixture = await ClusterFixture.StartAsync(
            new CdcClusterOptions { ReadTimeout = TimeSpan.FromSeconds(3) }
        );
        await PublishNodeAsync(fixture, "a", 1);
        var session = fixture.Cluster.CreateSession();

        await using var connection = await session.OpenConnectionAsync<SqliteConnection>();
        var error = await Assert.ThrowsAsync<NoNodeAvailableException>(() =>
            session.OpenConnectionAsync<NpgsqlConnection>()
        );

        Assert.Contains("'a' is of kind sqlite, not 'postgres'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ClassOfConnectionThatNoNodeGives_Refuses()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() => fixture.Cluster.OpenConnectionAsync<ForeignConnection>());
    }

    [Fact]
    public async Task Open_AnyLevel_IsReadOnly()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        await PublishNodeAsync(fixture, "a", 1);
        await using var connection = await fixture.Cluster.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM cdc_replicator_position";

        var error = await Assert.ThrowsAsync<SqliteException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(8, error.SqliteErrorCode);
    }

    [Fact]
    public async Task Open_SessionLevelWithoutSession_Refuses()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Cluster.OpenConnectionAsync(ReadLevel.Session));
    }

    [Fact]
    public async Task CreateSession_TokenOfAnotherLog_Refuses()
    {
        await using var fixture = await ClusterFixture.StartAsync();

        Assert.Throws<ForeignTokenException>(() => fixture.Cluster.CreateSession(new SessionToken(LogId.New(), 1)));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private abstract class ForeignConnection : System.Data.Common.DbConnection;

    private static Task<CommitReceipt> WriteAsync(CdcSession session) =>
        session.WriteAsync(tx => tx.Insert("accounts", new { id = 1, owner_name = "Ann" }));

    // The router takes in what the cluster shows a moment later.
    private async Task UntilAllReadsGoToAsync(ClusterFixture fixture, string id)
    {
        var inARow = 0;
        while (inARow < 50)
        {
            await using var connection = await fixture.Cluster.OpenConnectionAsync();
            inARow = connection.DataSource == PathOf(id) ? inARow + 1 : 0;
        }
    }

    private string PathOf(string id) => Path.Combine(_folder.FullName, id);

    private async Task PublishNodeAsync(ClusterFixture fixture, string id, long applied)
    {
        SetPosition(id, fixture.Cluster.Settings.Log, applied);
        await fixture.PublishMemberAsync(id, applied, endpoint: PathOf(id));
    }

    private void SetPosition(string id, LogId log, long sequence)
    {
        using var connection = new SqliteConnection($"Data Source={PathOf(id)}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "CREATE TABLE IF NOT EXISTS cdc_replicator_position (log_id text, last_applied_sequence bigint);"
            + "DELETE FROM cdc_replicator_position; INSERT INTO cdc_replicator_position VALUES ($log, $sequence)";
        command.Parameters.AddWithValue("$log", log.ToString());
        command.Parameters.AddWithValue("$sequence", sequence);
        command.ExecuteNonQuery();
    }
}
