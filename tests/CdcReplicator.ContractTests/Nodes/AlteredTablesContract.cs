using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>
/// Tables changed under a node that has them open: whatever was read of them before decides nothing. The transaction
/// fails, the node is opened again, and the same transaction is decided by the tables as they are.
/// </summary>
public sealed class AlteredTablesContract
{
    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in AlteredTableCases.Names)
            {
                cases.Add(name, true);
                cases.Add(name, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Apply_TableAlteredSinceOpening_IsDecidedByTheTableAsItIsOnSqlite(string name, bool isChecked) =>
        AssertSeenAsync(NodeKinds.Sqlite, name, isChecked);

    [Testing.PostgresTheory]
    [MemberData(nameof(Cases))]
    public Task Apply_TableAlteredSinceOpening_IsDecidedByTheTableAsItIsOnPostgres(string name, bool isChecked) =>
        AssertSeenAsync(NodeKinds.Postgres, name, isChecked);

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_ScaleCutUnderAValue_IsNeverRoundedInSilence(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, AlteredTableCases.Ddl);
        await node.OpenAsync();
        await node.ExecuteAsync(AlteredTableCases.StatementsOf(AlteredTableCases.Rescaled, kind));
        var exact = node.Change(
            WriteSemantics.Trusted,
            Create("t", Int("id", 2), Text("must", "m"), ("n", DataValue.Decimal(BigDecimal.Parse("1.2345"))))
        );

        Assert.True((await Assert.ThrowsAsync<NodeFaultException>(() => node.ApplyBatchAsync(exact))).MayHeal);
        await node.OpenAsync();
        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.ApplyBatchAsync(exact));

        Assert.True(fault.MayHeal);
        Assert.Contains("public.t.n", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], await node.QueryAsync("SELECT id FROM t"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_CheckedChangeOfWhatTheNodeLacks_IsAFaultThatHealsAndNoVerdict(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        RowChange[] strays = [Create("nowhere", Int("id", 1)), Create("t", Int("id", 3), Int("shoe", 1))];
        foreach (var stray in strays)
        {
            var good = node.Change(WriteSemantics.Checked, Create("t", Int("id", 70)));
            var lacking = node.Change(WriteSemantics.Checked, Create("t", Int("id", 71)), stray);

            var alone = await Assert.ThrowsAsync<NodeFaultException>(() => node.ApplyAsync(lacking));
            await node.OpenAsync();
            var batched = await Assert.ThrowsAsync<NodeFaultException>(() => node.ApplyBatchAsync(good, lacking));
            await node.OpenAsync();

            Assert.True(alone.MayHeal && batched.MayHeal);
            Assert.Equal(alone.Message, batched.Message);
        }

        var state = kind == NodeKinds.Postgres ? "cdc_replicator.rejections" : "cdc_replicator_rejections";
        Assert.Empty(await node.QueryAsync($"SELECT * FROM {state}"));
        Assert.Empty(await node.QueryAsync("SELECT * FROM t"));

        await node.ExecuteAsync("CREATE TABLE nowhere (id int PRIMARY KEY); ALTER TABLE t ADD shoe int");
        await node.OpenAsync();
        Assert.True((await node.CheckedAsync(strays)).IsAccepted);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task IsAsOpened_TablesCreatedAlteredDropped_SaysNoUntilOpenedAgain(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.OpenAsync();
        Assert.True(await node.IsAsOpenedAsync());
        string[] statements =
        [
            "CREATE TABLE other (id int PRIMARY KEY)",
            "ALTER TABLE other ADD v text",
            "CREATE UNIQUE INDEX other_v ON other (v)",
            "DROP TABLE other",
        ];
        foreach (var statement in statements)
        {
            await node.ExecuteAsync(statement);

            Assert.False(await node.IsAsOpenedAsync(), statement);
            await node.OpenAsync();
            Assert.True(await node.IsAsOpenedAsync(), statement);
        }
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task IsAsOpened_RowsWrittenAndStatisticsTaken_SaysYes(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.ExecuteAsync("ANALYZE");
        await node.OpenAsync();
        await node.CheckedAsync(Create("t", Int("id", 1)));
        await node.ExecuteAsync("INSERT INTO t VALUES (2)");
        await node.ExecuteAsync(kind == NodeKinds.Postgres ? "VACUUM ANALYZE t" : "ANALYZE");

        Assert.True(await node.IsAsOpenedAsync());
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 3)))).IsAccepted);
    }

    [Fact]
    public async Task Apply_SqliteFileReplaced_IsNeverWrittenToTheFileThatIsGone()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Sqlite, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.CheckedAsync(Create("t", Int("id", 1)));
        var file = node.Options.ConnectionString["Data Source=".Length..];
        File.Copy(file, file + ".copy");
        File.Move(file + ".copy", file, overwrite: true);

        Assert.False(await node.IsAsOpenedAsync());
        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.CheckedAsync(Create("t", Int("id", 2))));

        Assert.True(fault.MayHeal);
    }

    private static async Task AssertSeenAsync(string kind, string name, bool isChecked)
    {
        await using var node = await TestNode.CreateAsync(kind, AlteredTableCases.Ddl);
        await node.OpenAsync();
        var semantics = isChecked ? WriteSemantics.Checked : WriteSemantics.Trusted;
        if (isChecked)
        {
            Assert.True((await node.CheckedAsync(Create("t", Int("id", 2), Text("must", "m")))).IsAccepted);
        }

        await node.ExecuteAsync(AlteredTableCases.StatementsOf(name, kind));
        ChangeTransaction[] batch =
        [
            .. Enumerable.Range(10, 20).Select(id => node.Change(semantics, AlteredTableCases.ChangeOf(name, id))),
        ];

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.ApplyBatchAsync(batch));
        await node.OpenAsync();
        var verdicts = await node.ApplyBatchAsync(batch);

        Assert.True(fault.MayHeal, fault.Message);
        Assert.All(verdicts, verdict => Assert.True(verdict.IsAccepted, verdict.Rejection?.Detail));
        Assert.Equal(20, (await node.QueryAsync("SELECT id FROM t WHERE id >= 10")).Length);
    }
}
