using System.Text.RegularExpressions;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>
/// A node knows which of its tables had rows. Whoever takes them away, other than the log, stops it until they are back
/// or somebody says it is meant.
/// </summary>
public sealed partial class LostRowsContract
{
    private const string Ddl = """
        CREATE TABLE t (id int PRIMARY KEY, v text);
        CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t (id) ON DELETE CASCADE);
        """;

    public static TheoryData<string, string> Losses =>
        new()
        {
            { "DROP TABLE child; DROP TABLE t", "public.t is gone" },
            { "DROP TABLE child; DROP TABLE t; CREATE TABLE t (id int PRIMARY KEY, v text)", "public.t is empty" },
            { "DELETE FROM child; DELETE FROM t", "public.t is empty" },
        };

    [Theory]
    [MemberData(nameof(Losses))]
    public Task Open_RowsTakenByHand_IsRefusedUntilAcceptedOnSqlite(string loss, string says) =>
        AssertRefusedAsync(NodeKinds.Sqlite, loss, says);

    [Testing.PostgresTheory]
    [MemberData(nameof(Losses))]
    [InlineData("TRUNCATE t CASCADE", "public.t is empty")]
    public Task Open_RowsTakenByHand_IsRefusedUntilAcceptedOnPostgres(string loss, string says) =>
        AssertRefusedAsync(NodeKinds.Postgres, loss, says);

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_RowsTakenByHandAndRestored_IsOpened(string kind)
    {
        await using var node = await FilledAsync(kind);
        await node.ExecuteAsync("DELETE FROM child; DELETE FROM t");
        await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        await node.ExecuteAsync("INSERT INTO t VALUES (1, 'x'); INSERT INTO child VALUES (1, 1)");

        Assert.Equal(1, (await node.OpenAsync()).Position.LastAppliedSequence);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_RowsTakenByTheLog_IsOpened(string kind)
    {
        await using var node = await FilledAsync(kind);

        // The child's row goes with its parent's, and is in no record.
        Assert.True((await node.CheckedAsync(Delete("t", Int("id", 1)))).IsAccepted);
        await node.OpenAsync();

        Assert.Empty(await node.QueryAsync("SELECT id FROM child"));
        Assert.True(await node.IsAsOpenedAsync());
        await node.TrustedAsync(Create("t", Int("id", 5)));
        Assert.True(await node.IsAsOpenedAsync());
        await node.TrustedAsync(Truncate("t"));
        await node.OpenAsync();
        Assert.True(await node.IsAsOpenedAsync());
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_TableRebuiltWithItsRows_IsOpened(string kind)
    {
        await using var node = await FilledAsync(kind);

        await node.ExecuteAsync(
            "DROP TABLE child; CREATE TABLE n (id int PRIMARY KEY, v text); INSERT INTO n SELECT * FROM t; DROP TABLE "
                + "t; ALTER TABLE n RENAME TO t; CREATE TABLE child (id int PRIMARY KEY, t int); INSERT INTO child "
                + "VALUES (1, 1)"
        );
        await node.ExecuteAsync(kind == NodeKinds.Postgres ? "VACUUM FULL t" : "VACUUM");

        Assert.Equal(1, (await node.OpenAsync()).Position.LastAppliedSequence);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task IsAsOpened_RowsTakenWhileItRuns_SaysNo(string kind)
    {
        await using var node = await FilledAsync(kind);

        await node.ExecuteAsync("DELETE FROM child; DELETE FROM t");

        Assert.False(await node.IsAsOpenedAsync());
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_TableRecreatedEmptyWhileItRuns_PutsNoRowIntoIt(string kind)
    {
        await using var node = await FilledAsync(kind);
        await node.ExecuteAsync("DROP TABLE child; DROP TABLE t; CREATE TABLE t (id int PRIMARY KEY, v text)");

        await Assert.ThrowsAsync<NodeFaultException>(() => node.CheckedAsync(Create("t", Int("id", 2))));
        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.Contains("public.t is empty", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await node.QueryAsync("SELECT id FROM t"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_RowsButNoPosition_IsToldUntilSeenWithAnEmptyLogOrAccepted(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, $"{Ddl}; INSERT INTO t VALUES (1, 'x')");

        var fresh = await node.OpenAsync();
        Assert.Contains("public.t", fresh.RowsWithoutPosition!.Message, StringComparison.Ordinal);
        Assert.True(fresh.RowsWithoutPosition.MayHeal);
        Assert.NotNull((await node.OpenAsync()).RowsWithoutPosition);

        await node.ExecuteAsync(Statement().Match(fresh.RowsWithoutPosition.Message).Value);
        Assert.Null((await node.OpenAsync()).RowsWithoutPosition);
        Assert.True(await node.IsAsOpenedAsync());
        Assert.Null((await node.OpenAsync()).RowsWithoutPosition);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_StateLostBesideItsRows_IsToldAgain(string kind)
    {
        await using var node = await FilledAsync(kind);
        await node.ExecuteAsync(
            kind == NodeKinds.Postgres
                ? "DROP SCHEMA cdc_replicator CASCADE"
                : "DROP TABLE cdc_replicator_position; DROP TABLE cdc_replicator_known_tables"
        );

        Assert.NotNull((await node.OpenAsync()).RowsWithoutPosition);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_PositionAloneLost_IsToldAgain(string kind)
    {
        await using var node = await FilledAsync(kind);
        var position = kind == NodeKinds.Postgres ? "cdc_replicator.position" : "cdc_replicator_position";
        await node.ExecuteAsync($"DELETE FROM {position}");

        Assert.NotNull((await node.OpenAsync()).RowsWithoutPosition);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_RowsButNoPositionAndMeantBySetting_IsOpened(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, $"{Ddl}; INSERT INTO t VALUES (1, 'x')");
        node.Options = node.Options with { RowsWithoutPosition = RowsWithoutPosition.Apply };

        Assert.Null((await node.OpenAsync()).RowsWithoutPosition);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_PositionLostAndSettingStillThere_IsToldAgain(string kind)
    {
        await using var node = await FilledAsync(kind, RowsWithoutPosition.Apply);
        var position = kind == NodeKinds.Postgres ? "cdc_replicator.position" : "cdc_replicator_position";
        await node.ExecuteAsync($"DELETE FROM {position}");

        Assert.NotNull((await node.OpenAsync()).RowsWithoutPosition);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Begin_FirstTime_RemembersTheRowsBeforeTheLogBringsAny(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, $"{Ddl}; INSERT INTO t VALUES (1, 'x')");
        Assert.NotNull((await node.OpenAsync()).RowsWithoutPosition);

        await (await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None)).DisposeAsync();
        var opening = await node.OpenAsync();

        Assert.Null(opening.RowsWithoutPosition);
        Assert.Equal(NodePosition.Origin, opening.Position);
        await node.ExecuteAsync("DELETE FROM t");
        await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_StateOfAnEarlierVersion_LearnsWhatIsThere(string kind)
    {
        await using var node = await FilledAsync(kind);
        var prefix = kind == NodeKinds.Postgres ? "cdc_replicator." : "cdc_replicator_";
        await node.ExecuteAsync($"DROP TABLE {prefix}known_tables; DROP TABLE {prefix}accepted");

        Assert.Null((await node.OpenAsync()).RowsWithoutPosition);
        Assert.True(await node.IsAsOpenedAsync());
        await node.ExecuteAsync("DELETE FROM child");

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);
        Assert.Contains("public.child is empty", fault.Message, StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(string kind, string loss, string says)
    {
        await using var node = await FilledAsync(kind);
        await node.ExecuteAsync(loss);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);
        var again = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.True(fault.MayHeal);
        Assert.Equal(fault.Message, again.Message);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        await node.ExecuteAsync(Statement().Match(fault.Message).Value);
        Assert.Equal(1, (await node.OpenAsync()).Position.LastAppliedSequence);
        Assert.True(await node.IsAsOpenedAsync());
    }

    /// <summary>A node that has applied two transactions and was looked at.</summary>
    private static async Task<TestNode> FilledAsync(string kind, RowsWithoutPosition rows = RowsWithoutPosition.Halt)
    {
        var node = await TestNode.CreateAsync(kind, Ddl);
        node.Options = node.Options with { RowsWithoutPosition = rows };
        await node.CheckedAsync(Create("t", Int("id", 1), Text("v", "x")));
        await node.CheckedAsync(Create("child", Int("id", 1), Int("t", 1)));
        Assert.True(await node.IsAsOpenedAsync());
        return node;
    }

    [GeneratedRegex("INSERT INTO .*;")]
    private static partial Regex Statement();
}
