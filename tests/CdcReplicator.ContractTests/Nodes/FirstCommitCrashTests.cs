using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>
/// A server that crashes just after a node's first commits takes them back, with the node's position.
/// </summary>
public sealed class FirstCommitCrashTests
{
    /// <summary>The server may have written the commits of one of them in time.</summary>
    private const int Attempts = 5;

    private static readonly PostgresServerOptions Lazy = new()
    {
        Settings = new Dictionary<string, string> { ["wal_writer_delay"] = "10s" },
    };

    [PostgresFact(ownServer: true)]
    public async Task Open_ServerHasLostTheFirstCommits_GoesOnFromWhereItWas()
    {
        await using var server = await PostgresServer.StartAsync(Lazy, TimeProvider.System, CancellationToken.None);
        var lost = 0;
        for (var i = 0; i < Attempts && lost == 0; i++)
        {
            var opening = await CrashAsync(server, $"n{i}");
            Assert.Null(opening.RowsWithoutPosition);
            lost += opening.Position == NodePosition.Origin ? 1 : 0;
        }

        Assert.True(lost > 0, "The server never lost a commit.");
    }

    /// <summary>A node with rows of its own beside the log's, opened again after the crash.</summary>
    private static async Task<NodeOpening> CrashAsync(PostgresServer server, string name)
    {
        var connectionString = await server.CreateDatabaseAsync(name, CancellationToken.None);
        await ExecuteAsync(
            connectionString,
            "CREATE TABLE own (id int PRIMARY KEY); INSERT INTO own VALUES (1); CREATE TABLE t (id int PRIMARY KEY)"
        );
        var options = new NodeOptions
        {
            Id = name,
            Kind = NodeKinds.Postgres,
            ConnectionString = connectionString,
            Guard = NodeGuard.Off,
        };
        var cluster = ClusterSettings.NewLog();
        await using var node = NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System);
        await node.OpenAsync(cluster, CancellationToken.None);
        var change = new ChangeTransaction
        {
            CompletedBy = new LogRecord(0, 1_700_000_000_000, null, new byte[] { 1 }, []),
            Semantics = WriteSemantics.Checked,
            Stamp = new PublisherStamp("test", PublisherKind.Consecutive, 1),
            Source = "source",
            Rows = [Create("t", Int("id", 1))],
        };
        await using (var transaction = await node.BeginAsync(WriteSemantics.Checked, CancellationToken.None))
        {
            Assert.True((await transaction.ApplyAsync(change, CancellationToken.None)).IsAccepted);
            var next = TestNode.PositionAfter(change);
            await transaction.AdvanceAsync(NodePosition.Origin, next, [], CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        await server.KillAsync(CancellationToken.None);
        await server.RestartAsync(CancellationToken.None);
        return await node.OpenAsync(cluster, CancellationToken.None);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
