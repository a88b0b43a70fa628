using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>Opening, position, fence and what keeps a node from being opened.</summary>
public sealed class OpeningNodeContract
{
    private const string Ddl = "CREATE TABLE t (id int PRIMARY KEY, v text)";

    [Theory, SqliteNode, PostgresNode]
    public async Task Advance_Committed_IsFoundByTheNextOpening(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        Assert.Equal(NodePosition.Origin, (await node.OpenAsync()).Position);
        var change = node.Change(WriteSemantics.Checked, Create("t", Int("id", 1), Text("v", "x")));
        var publisher = new PublisherProgress("app", PublisherKind.Consecutive, 7, [2, 5], 1_700_000_000_000);
        var next = TestNode.PositionAfter(change);

        await using (var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None))
        {
            await transaction.ApplyAsync(change, CancellationToken.None);
            await transaction.AdvanceAsync(NodePosition.Origin, next, [publisher], CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        var opening = await node.OpenAsync();
        Assert.Equal(next with { AppendTime = next.LogTime }, opening.Position);
        var found = Assert.Single(opening.Publishers);
        Assert.Equal(publisher with { Missing = [] }, found with { Missing = [] });
        Assert.Equal(publisher.Missing, found.Missing);
        Assert.Equal(["public.t"], opening.Tables.Select(table => table.Name.ToString()));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Advance_SourceAfterALowerSnapshot_IsFoundByTheNextOpening(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.OpenAsync();
        var change = node.Change(WriteSemantics.Trusted, Create("t", Int("id", 1), Text("v", "x")));
        var source = new PublisherProgress("erp", PublisherKind.Rising, 9000, [], 5) { SnapshotNumber = 200 };

        await using (var transaction = await node.Node.BeginAsync(WriteSemantics.Trusted, CancellationToken.None))
        {
            await transaction.AdvanceAsync(
                NodePosition.Origin,
                TestNode.PositionAfter(change),
                [source],
                CancellationToken.None
            );
            await transaction.CommitAsync(CancellationToken.None);
        }

        var found = Assert.Single((await node.OpenAsync()).Publishers);
        Assert.Equal((9000, 200), (found.LastNumber, found.SnapshotNumber));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Advance_LongAfter_ForgetsOneTimePublishersAndNoOthers(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.OpenAsync();
        var change = node.Change(WriteSemantics.Checked, Create("t", Int("id", 1), Text("v", "x")));
        string[] names = ["once-a", "Once-a", "ONCE-A", "once_a", "onc", "app"];
        var publishers = names
            .Select(name => new PublisherProgress(name, PublisherKind.Consecutive, 1, [], 1))
            .ToList();
        var next = TestNode.PositionAfter(change);

        await using (var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None))
        {
            await transaction.AdvanceAsync(NodePosition.Origin, next, publishers, CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        var found = (await node.OpenAsync()).Publishers.Select(publisher => publisher.Publisher);
        Assert.Equal(names[1..].Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Dispose_WithoutCommit_LeavesNoTrace(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.OpenAsync();
        var change = node.Change(WriteSemantics.Checked, Create("t", Int("id", 1), Text("v", "x")));

        await using (var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None))
        {
            await transaction.ApplyAsync(change, CancellationToken.None);
            await transaction.AdvanceAsync(
                NodePosition.Origin,
                TestNode.PositionAfter(change),
                [],
                CancellationToken.None
            );
        }

        Assert.Empty(await node.QueryAsync("SELECT * FROM t"));
        Assert.Equal(NodePosition.Origin, (await node.OpenAsync()).Position);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Advance_PositionMovedByAnother_IsFenced(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await using var other = NodeFactory.Create(node.Options, NullLoggerFactory.Instance, TimeProvider.System);
        await other.OpenAsync(node.Cluster, CancellationToken.None);
        await (await other.BeginAsync(WriteSemantics.Checked, CancellationToken.None)).DisposeAsync();
        await node.CheckedAsync(Create("t", Int("id", 1), Text("v", "x")));
        var late = node.Change(WriteSemantics.Checked, Create("t", Int("id", 2), Text("v", "y")));

        await using (var transaction = await other.BeginAsync(WriteSemantics.Checked, CancellationToken.None))
        {
            await transaction.ApplyAsync(late, CancellationToken.None);
            await Assert.ThrowsAsync<NodeFencedException>(() =>
                transaction.AdvanceAsync(NodePosition.Origin, TestNode.PositionAfter(late), [], CancellationToken.None)
            );
        }

        Assert.Single(await node.QueryAsync("SELECT * FROM t"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Begin_FirstTimeAndPositionMovedByAnother_IsFenced(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await using var other = NodeFactory.Create(node.Options, NullLoggerFactory.Instance, TimeProvider.System);
        await other.OpenAsync(node.Cluster, CancellationToken.None);
        await node.CheckedAsync(Create("t", Int("id", 1), Text("v", "x")));

        await Assert.ThrowsAsync<NodeFencedException>(() =>
            other.BeginAsync(WriteSemantics.Checked, CancellationToken.None)
        );

        await node.CheckedAsync(Create("t", Int("id", 2), Text("v", "y")));
        Assert.Equal(1, (await node.OpenAsync()).Position.LastAppliedSequence);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_AnotherLog_IsRefusedByName(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.OpenAsync();
        var foreign = ClusterSettings.NewLog();
        await using var other = NodeFactory.Create(node.Options, NullLoggerFactory.Instance, TimeProvider.System);

        var error = await Assert.ThrowsAsync<LogMismatchException>(() =>
            other.OpenAsync(foreign, CancellationToken.None)
        );

        Assert.Contains(foreign.Log.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(node.Cluster.Log.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_UnsupportedType_IsRefusedByNameUnlessIgnored(string kind)
    {
        var type = kind == NodeKinds.Postgres ? "txid_snapshot" : "NUMERIC(20,2)";
        await using var node = await TestNode.CreateAsync(kind, $"CREATE TABLE t (id int PRIMARY KEY, v {type})");

        var error = await Assert.ThrowsAsync<UnsupportedTypeException>(node.OpenAsync);

        Assert.Contains("'v' of table public.t", error.Message, StringComparison.Ordinal);
        await using var tolerant = NodeFactory.Create(
            node.Options with
            {
                Ignore = ["public.t.v"],
            },
            NullLoggerFactory.Instance,
            TimeProvider.System
        );
        var opening = await tolerant.OpenAsync(node.Cluster, CancellationToken.None);
        Assert.Equal(["id"], Assert.Single(opening.Tables).Columns.Select(column => column.Name));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task OpenSnapshot_WhileApplyingGoesOn_SeesOneState(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, Ddl);
        await node.CheckedAsync(Create("t", Int("id", 1), Text("v", "x")));
        var table = Assert.Single((await node.OpenAsync()).Tables);

        await using var snapshot = await node.Node.OpenSnapshotAsync(CancellationToken.None);
        await node.CheckedAsync(Create("t", Int("id", 2), Text("v", "y")));

        var rows = await snapshot.ReadDigestsAsync(table);

        Assert.Equal(["""{"id":1}"""], rows.Select(row => row.Key));
        Assert.Equal(0, snapshot.Position.LastAppliedSequence);
    }

    [PostgresFact]
    public async Task Open_WrongPassword_IsFatal()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres);
        var builder = new NpgsqlConnectionStringBuilder(node.Options.ConnectionString) { Password = "wrong-secret" };
        node.Options = node.Options with { ConnectionString = builder.ConnectionString };

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.Equal("28P01", fault.Code);
        Assert.False(fault.IsTransient);
        Assert.DoesNotContain("wrong-secret", fault.ToString(), StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Open_Unreachable_IsTransient()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres);
        var builder = new NpgsqlConnectionStringBuilder(node.Options.ConnectionString) { Port = 1 };
        node.Options = node.Options with { ConnectionString = builder.ConnectionString };

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task Open_MissingFile_IsFatalAndMakesNone()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Sqlite);
        var file = node.Options.ConnectionString["Data Source=".Length..] + ".missing";
        node.Options = node.Options with { ConnectionString = $"Data Source={file}" };

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.False(fault.IsTransient);
        Assert.Equal("14", fault.Code);
        Assert.False(File.Exists(file));
    }
}
