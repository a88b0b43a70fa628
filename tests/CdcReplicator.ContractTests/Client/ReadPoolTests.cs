using System.Data.Common;
using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>Read connections are the drivers' own, kept in one pool a node.</summary>
public sealed class ReadPoolTests
{
    private const string Ddl = "CREATE TABLE entries (id bigint NOT NULL PRIMARY KEY, what text NOT NULL)";
    private const int Reads = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [PostgresFact]
    public async Task Open_PostgresNodesAgainAndAgain_TakesOneServerProcessANode()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, NodeKinds.Postgres, NodeKinds.Postgres);
        await WriteAsync(live.Cluster);
        var processes = new HashSet<(string Database, int Process)>();
        for (var i = 0; i < Reads; i++)
        {
            await using var connection = Assert.IsType<NpgsqlConnection>(await live.Cluster.OpenConnectionAsync());
            processes.Add((connection.Database, connection.ProcessID));
        }

        Assert.Equal(processes.Count, processes.DistinctBy(process => process.Database).Count());
    }

    [Fact]
    public async Task Open_SqliteNodesAgainAndAgain_TakesOneHandleANode()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, NodeKinds.Sqlite, NodeKinds.Sqlite);
        await WriteAsync(live.Cluster);
        var handles = new HashSet<(string File, object Handle)>();
        for (var i = 0; i < Reads; i++)
        {
            await using var connection = Assert.IsType<SqliteConnection>(await live.Cluster.OpenConnectionAsync());
            handles.Add((connection.DataSource, connection.Handle!));
        }

        Assert.Equal(handles.Count, handles.DistinctBy(handle => handle.File).Count());
    }

    [PostgresFact]
    public async Task Open_ServerHasEndedThePooledConnections_ServesByANewOne()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, NodeKinds.Postgres);
        var token = (await WriteAsync(live.Cluster)).SessionToken;
        var ended = await ProcessOfAReadAsync(live.Cluster, ReadLevel.AtLeast(token));
        await ExecuteAsync(live, $"SELECT pg_terminate_backend({ended})");
        await UntilGoneAsync(live, ended);
        // What was asked a moment ago is not asked again.
        await Task.Delay(TimeSpan.FromSeconds(1.1));

        Assert.NotEqual(ended, await ProcessOfAReadAsync(live.Cluster, ReadLevel.AtLeast(token)));
    }

    [PostgresFact]
    public async Task Open_AnyLevelAfterTheServerHasEndedThePooledConnections_OneReadFailsAndNoMore()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, NodeKinds.Postgres);
        await WriteAsync(live.Cluster);
        var ended = new List<int>();
        await using (var first = Assert.IsType<NpgsqlConnection>(await live.Cluster.OpenConnectionAsync()))
        await using (var second = Assert.IsType<NpgsqlConnection>(await live.Cluster.OpenConnectionAsync()))
        {
            ended.AddRange(first.ProcessID, second.ProcessID);
        }

        foreach (var process in ended)
        {
            await ExecuteAsync(live, $"SELECT pg_terminate_backend({process})");
            await UntilGoneAsync(live, process);
        }

        Assert.False(await CanReadAsync(live.Cluster));
        Assert.True(await CanReadAsync(live.Cluster));
    }

    [PostgresFact]
    public async Task Open_NodeIsDrained_ItsIdleConnectionsAreClosed()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, NodeKinds.Postgres);
        await WriteAsync(live.Cluster);
        var idle = await ProcessOfAReadAsync(live.Cluster, ReadLevel.Any);

        await new MaintenanceStore(live.Log.Metadata).PublishAsync(
            new Maintenance(
                live.Cluster.Members.Single().Status.NodeId,
                IsDrained: true,
                DateTimeOffset.UtcNow,
                Reason: null
            ),
            CancellationToken.None
        );

        await UntilGoneAsync(live, idle);
    }

    private static Task<CommitReceipt> WriteAsync(CdcCluster cluster) =>
        cluster.WriteAsync(tx => tx.Insert("entries", new { id = 1, what = "one" }), Durability.AppliedEverywhere);

    private static async Task<int> ProcessOfAReadAsync(CdcCluster cluster, ReadLevel level)
    {
        await using var connection = Assert.IsType<NpgsqlConnection>(await cluster.OpenConnectionAsync(level));
        return connection.ProcessID;
    }

    private static async Task<bool> CanReadAsync(CdcCluster cluster)
    {
        await using var connection = await cluster.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM entries";
        try
        {
            return await command.ExecuteScalarAsync() is 1L;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task UntilGoneAsync(LiveCluster live, int process)
    {
        using var stop = new CancellationTokenSource(Patience);
        while (await ExecuteAsync(live, $"SELECT count(*) FROM pg_stat_activity WHERE pid = {process}") > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), stop.Token);
        }
    }

    private static async Task<long> ExecuteAsync(LiveCluster live, string sql)
    {
        await using var connection = new NpgsqlConnection(
            live.Databases.Single().Options.ConnectionString + ";Pooling=false"
        );
        await connection.OpenAsync();
        await using DbCommand command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
