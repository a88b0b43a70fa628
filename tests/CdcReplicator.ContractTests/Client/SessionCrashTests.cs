using CdcReplicator.Cluster;
using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>Nodes commit asynchronously: a server that crashes loses what sessions have seen.</summary>
public sealed class SessionCrashTests
{
    private const int Records = 12;

    [PostgresFact(ownServer: true)]
    public async Task GetToken_ServerHasLostWhatTheSessionSaw_CoversIt()
    {
        await using var server = await PostgresServer.StartAsync(
            new PostgresServerOptions(),
            TimeProvider.System,
            CancellationToken.None
        );
        await using var log = new InMemoryChangeLog(TimeProvider.System);
        for (var i = 0; i < Records; i++)
        {
            await log.AppendAsync([new RecordToAppend(null, [1])], CancellationToken.None);
        }

        await PublishNodeAsync(server, log, position: 7);
        var options = new CdcClusterOptions
        {
            NodeCredentials = new Dictionary<string, string> { ["a"] = server.ConnectionString() },
        };
        await using var cluster = await CdcCluster.ConnectAsync(
            log,
            "test",
            options,
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None
        );
        var session = cluster.CreateSession(new SessionToken(log.Settings.Log, 5));
        await using (await session.OpenConnectionAsync())
        {
            await ExecuteAsync(server, "UPDATE cdc_replicator.position SET last_applied_sequence = 9");
        }

        await server.KillAsync(CancellationToken.None);
        await server.RestartAsync(CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(server, "UPDATE cdc_replicator.position SET last_applied_sequence = 8");

        Assert.Equal(Records - 1, (await session.GetTokenAsync()).Sequence);
    }

    private static async Task PublishNodeAsync(PostgresServer server, InMemoryChangeLog log, long position)
    {
        await ExecuteAsync(
            server,
            $"""
            CREATE SCHEMA cdc_replicator;
            CREATE TABLE cdc_replicator.position (log_id text, last_applied_sequence bigint);
            INSERT INTO cdc_replicator.position VALUES ('{log.Settings.Log}', {position});
            """
        );
        await new MemberStore(log.Metadata, TimeProvider.System).PublishAsync(
            new MemberStatus
            {
                NodeId = "a",
                Kind = NodeKinds.Postgres,
                Endpoint = $"127.0.0.1:{server.Port}/postgres",
                ApplierId = "applier",
                State = NodeState.Active,
                LastAppliedSequence = position,
                RestartOffset = position + 1,
            },
            CancellationToken.None
        );
    }

    private static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
