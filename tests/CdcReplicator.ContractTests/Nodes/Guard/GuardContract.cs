using System.Data.Common;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>A guarded node takes what its applier writes, and nothing of others until it is unlocked.</summary>
public sealed class GuardContract
{
    private const string Ddl = "CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a'), (2, 'b')";

    /// <summary>SQLITE_CONSTRAINT_TRIGGER.</summary>
    private const int SqliteTrigger = 1811;

    [Theory, SqliteNode, PostgresNode]
    public async Task Write_ByAnotherSession_IsRefusedWithTheRemedy(string kind)
    {
        await using var node = await CreateAsync(kind, Ddl);

        string[] writes =
        [
            "INSERT INTO t VALUES (3, 'c')",
            "UPDATE t SET v = 'x' WHERE id = 1",
            "DELETE FROM t WHERE id = 2",
            "INSERT INTO t VALUES (1, 'c') ON CONFLICT (id) DO UPDATE SET v = excluded.v",
        ];
        foreach (var sql in writes)
        {
            AssertRefused(kind, await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync(sql)));
        }

        Assert.Equal(["1|a", "2|b"], await RowsAsync(node));
        Assert.Empty(node.Node.Unguarded);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_EveryWay_PassesTheGuard(string kind)
    {
        await using var node = await CreateAsync(kind, Ddl);

        Assert.True((await node.CheckedAsync(Create("t", Int("id", 3), Text("v", "c")))).IsAccepted);
        Assert.True((await node.CheckedAsync(Update("t", [Int("id", 3)], Text("v", "d")))).IsAccepted);
        Assert.True((await node.CheckedAsync(Delete("t", Int("id", 1)))).IsAccepted);
        await node.TrustedAsync(Read("t", Int("id", 4), Text("v", "e")));
        await node.TrustedAsync(Update("t", [Int("id", 2)], Int("id", 2), Text("v", "f")));
        await node.TrustedAsync(Delete("t", Int("id", 4)));
        Assert.Equal(["2|f", "3|d"], await RowsAsync(node));
        await node.TrustedAsync(Truncate("t"));
        foreach (var semantics in (WriteSemantics[])[WriteSemantics.Checked, WriteSemantics.Trusted])
        {
            var first = semantics == WriteSemantics.Checked ? 10 : 50;
            await node.ApplyBatchAsync([
                .. Enumerable
                    .Range(first, 30)
                    .Select(id => node.Change(semantics, Create("t", Int("id", id), Text("v", "x")))),
            ]);
        }

        Assert.Equal(60, (await RowsAsync(node)).Length);
        AssertRefused(kind, await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync("DELETE FROM t")));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Unlock_ForAWhile_TakesChangesUntilItsTimeIsOver(string kind)
    {
        await using var node = await CreateAsync(kind, Ddl);

        await node.Node.UnlockAsync(new NodeUnlock(TimeSpan.FromSeconds(2), "me", "test"), CancellationToken.None);
        await node.ExecuteAsync("UPDATE t SET v = 'x' WHERE id = 1");
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 3), Text("v", "c")))).IsAccepted);

        // Nobody ends it: the applier may be gone.
        DbException? refused = null;
        for (var until = DateTime.UtcNow.AddSeconds(30); refused is null && DateTime.UtcNow < until; )
        {
            refused = await Record.ExceptionAsync(() => node.ExecuteAsync("UPDATE t SET v = 'y'")) as DbException;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        AssertRefused(kind, refused);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Unlock_LockedAgain_EndsAtOnce(string kind)
    {
        await using var node = await CreateAsync(kind, Ddl);

        await node.Node.UnlockAsync(new NodeUnlock(TimeSpan.FromHours(1), "me", "test"), CancellationToken.None);
        await node.ExecuteAsync("UPDATE t SET v = 'x' WHERE id = 1");
        await node.Node.UnlockAsync(null, CancellationToken.None);

        AssertRefused(kind, await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync("DELETE FROM t")));
        Assert.Equal(["1|x", "2|b"], await RowsAsync(node));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Unlock_WhileATransactionIsOpen_WaitsForItsEnd(string kind)
    {
        await using var node = await CreateAsync(kind, Ddl);
        var change = node.Change(WriteSemantics.Checked, Create("t", Int("id", 3), Text("v", "c")));
        Task unlocking;
        await using (var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None))
        {
            await transaction.ApplyAsync(change, CancellationToken.None);
            unlocking = node.Node.UnlockAsync(
                new NodeUnlock(TimeSpan.FromMinutes(1), "me", "test"),
                CancellationToken.None
            );
        }

        await unlocking;
        await node.ExecuteAsync("DELETE FROM t");
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_GuardIsOffNow_TakesItAway(string kind)
    {
        await using var node = await CreateAsync(kind, Ddl);
        await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync("DELETE FROM t"));

        await node.ReopenAsync(node.Options with { Guard = NodeGuard.Off });

        await node.ExecuteAsync("DELETE FROM t");
        await node.ExecuteAsync("ALTER TABLE t ADD COLUMN w text");
        Assert.Empty(node.Node.Unguarded);
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Write_IgnoredTable_IsTaken(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, $"{Ddl}; CREATE TABLE mine (id int PRIMARY KEY)");
        await node.ReopenAsync(node.Options with { Guard = NodeGuard.On, Ignore = ["public.mine"] });

        await node.ExecuteAsync("INSERT INTO mine VALUES (1)");
        await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync("DELETE FROM t"));
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_TableMadeSince_IsGuardedToo(string kind)
    {
        await using var node = await CreateAsync(kind, Ddl);
        await node.ExecuteAsync("CREATE TABLE later (id int PRIMARY KEY)");

        Assert.False(await node.IsAsOpenedAsync());
        await node.OpenAsync();

        await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync("INSERT INTO later VALUES (1)"));
        Assert.True((await node.CheckedAsync(Create("later", Int("id", 1)))).IsAccepted);
        Assert.True(await node.IsAsOpenedAsync());
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Apply_UsersHaveTriggers_TheyActAndTheGuardStays(string kind)
    {
        await using var node = await CreateAsync(
            kind,
            $"{Ddl}; CREATE TABLE seen (id int PRIMARY KEY); {Trigger(kind)}"
        );

        Assert.True((await node.CheckedAsync(Create("t", Int("id", 3), Text("v", "c")))).IsAccepted);
        await node.ApplyBatchAsync([
            .. Enumerable
                .Range(10, 20)
                .Select(id => node.Change(WriteSemantics.Checked, Create("t", Int("id", id), Text("v", "x")))),
        ]);

        Assert.Equal(["21"], await node.QueryAsync("SELECT count(*) FROM seen"));
        foreach (var sql in (string[])["INSERT INTO t VALUES (4, 'd')", "DELETE FROM seen"])
        {
            AssertRefused(kind, await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync(sql)));
        }
    }

    [Theory, SqliteNode, PostgresNode]
    public async Task Open_Guarded_EveryTableIsStillAppliedTogether(string kind)
    {
        await using var node = await CreateAsync(
            kind,
            $"{Ddl}; CREATE TABLE c (id int PRIMARY KEY, t int REFERENCES t, u int UNIQUE); CREATE TABLE k (v text)"
        );

        var catalog = ((RelationalNode)node.Node).Catalog;
        foreach (var rules in catalog.Tables.Select(catalog.RulesOf))
        {
            var hasKey = rules.Table.HasKey;
            Assert.Equal((hasKey, hasKey), (rules.CheckedByKey, rules.TrustedByKey));
            Assert.Equal((!hasKey, !hasKey), (rules.CheckedAppends, rules.TrustedAppends));
            Assert.False(rules.Table.Facts.ActsOnChecked || rules.Table.Facts.ActsOnTrusted);
        }
    }

    /// <summary>As when a node is filled: its catalog is not read.</summary>
    [Theory]
    [SqliteNode]
    public async Task Connect_ToWriteBeforeTheCatalogIsRead_PassesTheGuard(string kind)
    {
        await using var node = await CreateAsync(kind, $"{Ddl}; CREATE TABLE seen (id int PRIMARY KEY)");
        await WriteAsync(node, 3);
        await node.ReopenAsync(node.Options with { Guard = NodeGuard.Off });
        await node.ExecuteAsync(Trigger(kind));
        await node.ReopenAsync(node.Options with { Guard = NodeGuard.On });
        await WriteAsync(node, 4);

        Assert.Equal(["4"], await node.QueryAsync("SELECT id FROM seen"));
        Assert.Equal(["1|a", "2|b", "3|x", "4|x"], await RowsAsync(node));
        AssertRefused(kind, await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync("DELETE FROM t")));
    }

    [Theory]
    [SqliteNode]
    public async Task Open_AMarkWasLeftOver_IsTakenAway(string kind)
    {
        await using var node = await CreateAsync(kind, Ddl);
        await node.ExecuteAsync(SqliteGuardSql.Enter);
        await node.ExecuteAsync("UPDATE t SET v = 'x' WHERE id = 1");

        await node.OpenAsync();

        AssertRefused(kind, await Assert.ThrowsAnyAsync<DbException>(() => node.ExecuteAsync("DELETE FROM t")));
    }

    private static async Task WriteAsync(TestNode node, int id)
    {
        await using var database = new SqliteDatabase(node.Options, TimeProvider.System);
        var session = new NodeSession(await database.ConnectAsync(CancellationToken.None), database.Dialect.Binding);
        await using (await database.BeginAsync(session, WriteSemantics.Trusted, CancellationToken.None))
        {
            await session.RunAsync($"INSERT INTO t VALUES ({id}, 'x')", CancellationToken.None);
            await database.CommitAsync(session, CancellationToken.None);
        }

        await database.CloseAsync(session);
    }

    private static async Task<TestNode> CreateAsync(string kind, string ddl)
    {
        var node = await TestNode.CreateAsync(kind, ddl);
        node.Options = node.Options with { Guard = NodeGuard.On };
        await node.OpenAsync();
        return node;
    }

    private static Task<string[]> RowsAsync(TestNode node) => node.QueryAsync("SELECT * FROM t ORDER BY id");

    private static string Trigger(string kind) =>
        kind == NodeKinds.Postgres
            ? """
                CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN INSERT INTO public.seen VALUES (NEW.id); RETURN NULL; END $$;
                CREATE TRIGGER sees AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION see()
                """
            : "CREATE TRIGGER sees AFTER INSERT ON t BEGIN INSERT INTO seen VALUES (NEW.id); END";

    private static void AssertRefused(string kind, DbException? error)
    {
        Assert.NotNull(error);
        if (kind == NodeKinds.Postgres)
        {
            var refusal = Assert.IsType<PostgresException>(error);
            Assert.Equal(GuardText.SqlState, refusal.SqlState);
            Assert.Contains("comes round", refusal.MessageText, StringComparison.Ordinal);
            Assert.Equal(GuardText.Remedy("n1"), refusal.Hint);
        }
        else
        {
            Assert.Equal(SqliteTrigger, Assert.IsType<SqliteException>(error).SqliteExtendedErrorCode);
            Assert.Contains(GuardText.Remedy("n1"), error.Message, StringComparison.Ordinal);
        }
    }
}
