using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;
using CdcReplicator.Router;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>When a position need not be asked for: on real servers, which lose it by crashing.</summary>
public sealed class HeldPositionTests
{
    private readonly LogId _log = LogId.New();

    [PostgresFact(ownServer: true)]
    public async Task PositionHolding_HeardOverOneConnection_HoldsOnOthersThatWereAskedBefore()
    {
        await using var server = await StartAsync();
        var (connector, member) = await NodeAtAsync(server, 7);
        await using var first = await connector.OpenAsync(member, CancellationToken.None);
        await using var second = await connector.OpenAsync(member, CancellationToken.None);

        Assert.Null(connector.PositionHolding(member, first));
        await connector.ReadPositionAsync(member, first, CancellationToken.None);
        Assert.Null(connector.PositionHolding(member, second));
        await ExecuteAsync(server, "UPDATE cdc_replicator.position SET last_applied_sequence = 9");
        await connector.ReadPositionAsync(member, second, CancellationToken.None);

        Assert.Equal(9, connector.PositionHolding(member, first));
    }

    [PostgresFact(ownServer: true)]
    public async Task PositionHolding_SamePhysicalConnectionFromThePool_IsKnownAgain()
    {
        await using var server = await StartAsync();
        var (connector, member) = await NodeAtAsync(server, 7);
        await using (var first = await connector.OpenAsync(member, CancellationToken.None))
        {
            await connector.ReadPositionAsync(member, first, CancellationToken.None);
        }

        await using var again = await connector.OpenAsync(member, CancellationToken.None);

        Assert.Equal(7, connector.PositionHolding(member, again));
    }

    [PostgresFact(ownServer: true)]
    public async Task PositionHolding_ServerHasCrashedAndLostCommits_HoldsOnNoNewConnection()
    {
        await using var server = await StartAsync();
        var (connector, member) = await NodeAtAsync(server, 7);
        await using var before = await connector.OpenAsync(member, CancellationToken.None);
        await connector.ReadPositionAsync(member, before, CancellationToken.None);

        await server.KillAsync(CancellationToken.None);
        await server.RestartAsync(CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(server, "UPDATE cdc_replicator.position SET last_applied_sequence = 5");
        await using var after = await connector.OpenAsync(member, CancellationToken.None);

        Assert.Null(connector.PositionHolding(member, after));
        await connector.ReadPositionAsync(member, after, CancellationToken.None);
        Assert.Equal(5, connector.PositionHolding(member, after));
    }

    [PostgresFact(ownServer: true)]
    public async Task PositionHolding_BackendsHaveCrashedUnderTheSamePostmaster_HoldsOnNoNewConnection()
    {
        await using var server = await StartAsync();
        var (connector, member) = await NodeAtAsync(server, 7);
        await using var before = await connector.OpenAsync(member, CancellationToken.None);
        await connector.ReadPositionAsync(member, before, CancellationToken.None);

        using (var backend = System.Diagnostics.Process.GetProcessById(((NpgsqlConnection)before).ProcessID))
        {
            backend.Kill();
        }

        NpgsqlConnection.ClearAllPools();
        await using var after = await OpenWhenRecoveredAsync(connector, member);

        Assert.Null(connector.PositionHolding(member, after));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() =>
            connector.ReadPositionAsync(member, before, CancellationToken.None)
        );
    }

    [PostgresFact(ownServer: true)]
    public async Task PositionHolding_NodeWasForgotten_HasToBeAskedAgain()
    {
        await using var server = await StartAsync();
        var (connector, member) = await NodeAtAsync(server, 7);
        await using var connection = await connector.OpenAsync(member, CancellationToken.None);
        await connector.ReadPositionAsync(member, connection, CancellationToken.None);

        connector.Forget(member);

        Assert.Null(connector.PositionHolding(member, connection));
    }

    private static Task<PostgresServer> StartAsync() =>
        PostgresServer.StartAsync(new PostgresServerOptions(), TimeProvider.System, CancellationToken.None);

    private async Task<(INodeReadConnector Connector, MemberStatus Member)> NodeAtAsync(
        PostgresServer server,
        long position
    )
    {
        await ExecuteAsync(
            server,
            $"""
            CREATE SCHEMA cdc_replicator;
            CREATE TABLE cdc_replicator.position (log_id text, last_applied_sequence bigint);
            INSERT INTO cdc_replicator.position VALUES ('{_log}', {position});
            """
        );
        var credentials = new Dictionary<string, string> { [NodeKinds.Postgres] = server.ConnectionString() };
        var member = new MemberStatus
        {
            NodeId = "a",
            Kind = NodeKinds.Postgres,
            Endpoint = $"127.0.0.1:{server.Port}/postgres",
            ApplierId = "applier",
            State = NodeState.Active,
            LastAppliedSequence = position,
            RestartOffset = position + 1,
        };
        return (ReadConnectors.For(credentials, [], _log, TimeProvider.System)[NodeKinds.Postgres], member);
    }

    private static async Task<System.Data.Common.DbConnection> OpenWhenRecoveredAsync(
        INodeReadConnector connector,
        MemberStatus member
    )
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                return await connector.OpenAsync(member, patience.Token);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
            }
        }
    }

    private static async Task ExecuteAsync(PostgresServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
