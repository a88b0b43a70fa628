using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>A PostgreSQL node tells its position when it commits, if it may.</summary>
public sealed class PositionNewsTests
{
    private const string Ddl = "CREATE TABLE entries (id bigint PRIMARY KEY)";

    [Theory, PostgresNode]
    public async Task Commit_SomebodyListens_TellsThePositionAndNothingBefore(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.OpenAsync();
        await using var listener = await ListenAsync(node);
        var heard = new List<string>();
        listener.Notification += (_, news) => heard.Add(news.Payload);
        var change = node.Change(WriteSemantics.Trusted);

        await using (var abandoned = await node.Node.BeginAsync(WriteSemantics.Trusted, CancellationToken.None))
        {
            var next = TestNode.PositionAfter(change);
            await abandoned.AdvanceAsync(NodePosition.Origin, next, [], CancellationToken.None);
        }

        await node.ApplyAsync(change);
        await listener.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([new SessionToken(node.Cluster.Log, change.Sequence).ToString()], heard);
    }

    [Theory, PostgresNode]
    public async Task Apply_RoleMayNotNotify_GoesOnWithoutNews(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        var admin = new NpgsqlConnectionStringBuilder(node.Options.ConnectionString);
        var role = $"mute_{admin.Database}";
        await node.ExecuteAsync(
            $"""
            REVOKE EXECUTE ON FUNCTION pg_catalog.pg_notify(text, text) FROM PUBLIC;
            CREATE ROLE {role} LOGIN PASSWORD 'mute';
            GRANT CREATE ON DATABASE {admin.Database} TO {role};
            GRANT ALL ON ALL TABLES IN SCHEMA public TO {role};
            """
        );
        admin.Username = role;
        admin.Password = "mute";
        node.Options = node.Options with { ConnectionString = admin.ConnectionString };

        await node.TrustedAsync();
        await node.TrustedAsync();

        Assert.Equal(["1"], await node.QueryAsync("SELECT last_applied_sequence FROM cdc_replicator.position"));
    }

    private static async Task<NpgsqlConnection> ListenAsync(TestNode node)
    {
        var connection = new NpgsqlConnection(node.Options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var listen = new NpgsqlCommand($"LISTEN {PostgresPositionNews.Channel}", connection);
        await listen.ExecuteNonQueryAsync();
        return connection;
    }
}
