using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.UnitTests.Nodes.SchemaChanges;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

public sealed class SchemaChangeContract
{
    [Theory, SqliteNode, PostgresNode]
    public async Task ChangeSchema_Committed_MovesTablesVersionAndPositionTogether(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.CheckedAsync(Create("t", Int("id", 1)));

        await node.ChangeSchemaAsync(Change(kind, 0, "ALTER TABLE t ADD a text DEFAULT 'x'"));
        var opening = await node.OpenAsync();

        Assert.Equal(
            (1L, 1L, 1L),
            (opening.SchemaVersion, opening.SchemaSequence, opening.Position.LastAppliedSequence)
        );
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 2), Text("a", "y")))).IsAccepted);
        Assert.Equal(["1|x", "2|y"], await node.QueryAsync("SELECT id, a FROM t ORDER BY id"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ChangeSchema_CrashBeforeTheCommit_LeavesNoTraceAndIsMadeAgain(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.CheckedAsync(Create("t", Int("id", 1)));
        var change = Change(kind, 0, "ALTER TABLE t ADD a text", "CREATE TABLE u (id int PRIMARY KEY)");

        await node.ChangeSchemaAsync(change, crashes: true);
        var opening = await node.OpenAsync();
        Assert.Equal((0L, 0L), (opening.SchemaVersion, opening.Position.LastAppliedSequence));
        Assert.Equal("id", Assert.Single(Assert.Single(opening.Tables).Columns).Name);

        await node.ChangeSchemaAsync(change);
        Assert.Equal(2, (await node.OpenAsync()).Tables.Count);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ChangeSchema_StatementFails_NamesItAndChangesNothing(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        var change = Change(kind, 0, "ALTER TABLE t ADD a text", "ALTER TABLE missing ADD a text");

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.ChangeSchemaAsync(change));
        var opening = await node.OpenAsync();

        Assert.Contains("statement 2 of 2 ('ALTER TABLE missing", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.IsTransient);
        Assert.Equal(0, opening.SchemaVersion);
        Assert.Single(Assert.Single(opening.Tables).Columns);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ChangeSchema_NoStatementsForTheKind_IsAFaultWithTheRemedy(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        var change = new SchemaChange(
            "id",
            "more",
            0,
            [new SchemaScript("other", ["ALTER TABLE t ADD a text"], false)]
        );

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.ChangeSchemaAsync(change));

        Assert.Contains($"has no statements for nodes of kind '{kind}'", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.MayHeal);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ChangeSchema_Skipped_MovesTheVersionAlone(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.ChangeSchemaAsync(Change(kind, 0, "ALTER TABLE missing ADD a text"), isSkipped: true);
        var opening = await node.OpenAsync();

        Assert.Equal((1L, null), (opening.SchemaVersion, opening.SchemaSequence));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ChangeSchema_TableWithRowsDropped_IsNotTakenForLostRows(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.CheckedAsync(Create("t", Int("id", 1)));
        Assert.True(await node.IsAsOpenedAsync());

        await node.ChangeSchemaAsync(Change(kind, 0, "DROP TABLE t"));

        Assert.Empty((await node.OpenAsync()).Tables);
        Assert.True(await node.IsAsOpenedAsync());
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_WriteForWhatASchemaChangeTookAway_IsRejectedUntilItIsBack(string kind)
    {
        const string ddl = "CREATE TABLE t (id int PRIMARY KEY, a text, b text); CREATE TABLE u (id int PRIMARY KEY)";
        await using var node = await TestNode.CreateAsync(kind, ddl);
        await node.ChangeSchemaAsync(Change(kind, 0, "ALTER TABLE t DROP COLUMN a", "DROP TABLE u"));

        var column = await node.CheckedAsync(Create("t", Int("id", 1), Text("a", "x")));
        var table = await node.CheckedAsync(Create("u", Int("id", 1)));
        var fits = await node.CheckedAsync(Create("t", Int("id", 2), Text("b", "x")));
        var batch = await node.ApplyBatchAsync([
            .. Enumerable
                .Range(10, 20)
                .Select(id => node.Change(WriteSemantics.Checked, Create("t", Int("id", id), Text("a", "x")))),
        ]);

        Assert.Equal((RejectionReason.UnknownTarget, "a"), (column.Rejection!.Reason, column.Rejection.Constraint));
        Assert.Equal(RejectionReason.UnknownTarget, table.Rejection!.Reason);
        Assert.True(fits.IsAccepted);
        Assert.All(batch, verdict => Assert.Equal(RejectionReason.UnknownTarget, verdict.Rejection?.Reason));

        await node.ChangeSchemaAsync(
            Change(kind, 1, "ALTER TABLE t ADD COLUMN a text", "CREATE TABLE u (id int PRIMARY KEY)")
        );
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 1), Text("a", "y")))).IsAccepted);
        Assert.True((await node.CheckedAsync(Create("u", Int("id", 1)))).IsAccepted);
        Assert.Equal(["1|y", "2|NULL"], await node.QueryAsync("SELECT id, a FROM t ORDER BY id"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task TrySchemaChange_AnyOutcome_ChangesNothing(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.CheckedAsync(Create("t", Int("id", 1)));

        await node.Node.TrySchemaChangeAsync(Change(kind, 0, "ALTER TABLE t ADD a text"), default);
        await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.Node.TrySchemaChangeAsync(Change(kind, 0, "DROP TABLE t", "DROP TABLE t"), default)
        );

        Assert.True(await node.IsAsOpenedAsync());
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 2)))).IsAccepted);
        Assert.Equal(["1", "2"], await node.QueryAsync("SELECT * FROM t ORDER BY id"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task ChangeSchema_ColumnThatNoNodeCanCarry_IsRefusedBeforeTheCommit(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        var type = kind == NodeKinds.Postgres ? "txid_snapshot" : "NUMERIC(20,2)";

        var error = await Assert.ThrowsAnyAsync<ReplicationException>(() =>
            node.ChangeSchemaAsync(Change(kind, 0, $"ALTER TABLE t ADD a {type}"))
        );

        Assert.IsType<UnsupportedTypeException>(error);
        Assert.Equal(0, (await node.OpenAsync()).SchemaVersion);
    }

    [Fact]
    public async Task ChangeSchema_SqliteTableRebuilt_KeepsItsChildren()
    {
        await using var node = await TestNode.CreateAsync(
            NodeKinds.Sqlite,
            "CREATE TABLE p (id int PRIMARY KEY, a int); CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p (id) "
                + "ON DELETE CASCADE)"
        );
        await node.CheckedAsync(Create("p", Int("id", 1), Int("a", 2)), Create("c", Int("id", 1), Int("p", 1)));
        string[] rebuild =
        [
            "CREATE TABLE p_new (id int PRIMARY KEY, a bigint NOT NULL)",
            "INSERT INTO p_new (id, a) SELECT id, a FROM p",
            "DROP TABLE p",
            "ALTER TABLE p_new RENAME TO p",
        ];

        await node.ChangeSchemaAsync(Change(NodeKinds.Sqlite, 0, rebuild));

        Assert.Equal(["1|1"], await node.QueryAsync("SELECT id, p FROM c"));
        Assert.Equal(
            RejectionReason.ForeignKeyViolation,
            (await node.CheckedAsync(Create("c", Int("id", 2), Int("p", 7)))).Rejection!.Reason
        );
        var orphans = Change(NodeKinds.Sqlite, 1, "DROP TABLE p", "CREATE TABLE p (id int PRIMARY KEY)");
        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.ChangeSchemaAsync(orphans));
        Assert.Contains("rows of c point to rows that do not exist", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NodeKinds.Sqlite, ToolScripts.EntityFrameworkSqlite)]
    public Task ChangeSchema_ScriptOfAToolForSqlite_Runs(string kind, string script) =>
        AssertRunsAsync(
            kind,
            script,
            "CREATE TABLE \"Blogs\" (\"Id\" INTEGER PRIMARY KEY, \"Url\" TEXT, \"Rating\" INT)"
        );

    [Testing.PostgresTheory]
    [InlineData(ToolScripts.EntityFramework)]
    [InlineData(ToolScripts.Flyway)]
    [InlineData(ToolScripts.DbUp)]
    public Task ChangeSchema_ScriptOfAToolForPostgres_Runs(string script) =>
        AssertRunsAsync(NodeKinds.Postgres, script, "SELECT 1");

    private static async Task AssertRunsAsync(string kind, string script, string ddl)
    {
        await using var node = await TestNode.CreateAsync(kind, ddl);
        var read = ScriptReader.Read(script, kind).Script!;

        await node.ChangeSchemaAsync(new SchemaChange("id", "script", 0, [read]));

        Assert.NotEmpty((await node.OpenAsync()).Tables);
        Assert.Equal(1, (await node.OpenAsync()).SchemaVersion);
    }

    private static SchemaChange Change(string kind, long before, params string[] statements) =>
        new("id", "a change", before, [new SchemaScript(kind, statements, false)]);
}
