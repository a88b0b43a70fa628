using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>What only PostgreSQL has: its ways to write, changes of tables, roles and locks.</summary>
public sealed class PostgresGuardTests
{
    private const string Ddl = """
        CREATE TABLE t (id int PRIMARY KEY, v text);
        CREATE INDEX t_v ON t (v);
        CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);
        CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100);
        INSERT INTO t VALUES (1, 'a')
        """;

    [PostgresFact]
    public async Task Write_AnyWayOfASuperuser_IsRefused()
    {
        await using var node = await CreateAsync();
        string[] writes =
        [
            "TRUNCATE t",
            "INSERT INTO p VALUES (1)",
            "INSERT INTO p1 VALUES (1)",
            "SET session_replication_role = replica; DELETE FROM t",
            "COPY t FROM PROGRAM 'printf 9'",
            "WITH gone AS (DELETE FROM t RETURNING id) SELECT * FROM gone",
            "DO $$ BEGIN EXECUTE 'UPDATE t SET v = NULL'; END $$",
        ];
        foreach (var sql in writes)
        {
            await AssertRefusedAsync(node, sql);
        }

        Assert.True((await node.CheckedAsync(Create("p", Int("id", 7)))).IsAccepted);
        Assert.Equal(["7"], await node.QueryAsync("SELECT * FROM p"));
        Assert.Equal(["1|a"], await node.QueryAsync("SELECT * FROM t"));
    }

    [PostgresFact]
    public async Task ChangeTable_ByAnotherSession_IsRefused()
    {
        await using var node = await CreateAsync();
        string[] changes =
        [
            "ALTER TABLE t ADD COLUMN w int",
            "ALTER TABLE t DROP COLUMN v",
            "ALTER TABLE t RENAME COLUMN v TO w",
            "ALTER TABLE t RENAME TO u",
            "ALTER TABLE t RENAME CONSTRAINT t_pkey TO other",
            "ALTER TABLE t DISABLE TRIGGER ALL",
            "ALTER TABLE p DETACH PARTITION p1",
            "CREATE UNIQUE INDEX ON t (v)",
            "ALTER INDEX t_v RENAME TO other",
            "DROP INDEX t_v",
            "DROP TABLE t",
            "DROP TABLE p1",
            $"DROP TRIGGER {PostgresGuardSql.Trigger} ON t",
            "CREATE RULE away AS ON DELETE TO t DO INSTEAD NOTHING",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; "
                + "CREATE TRIGGER mine BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
        ];
        foreach (var sql in changes)
        {
            await AssertRefusedAsync(node, sql);
        }

        Assert.True(await node.IsAsOpenedAsync());
    }

    [PostgresFact]
    public async Task ChangeDatabase_WhatHarmsNoReplicatedTable_IsTaken()
    {
        await using var node = await CreateAsync();
        string[] changes =
        [
            "CREATE TABLE other (id int PRIMARY KEY, v text); CREATE INDEX o ON other (v); DROP INDEX o; "
                + "ALTER TABLE other ADD COLUMN w int; DROP TABLE other",
            "CREATE TEMP TABLE x AS SELECT * FROM t; CREATE INDEX x_v ON x (v); DROP INDEX x_v; DROP TABLE x",
            "ANALYZE t",
            "REINDEX TABLE t",
            "CLUSTER t USING t_pkey",
            "COMMENT ON TABLE t IS 'ours'",
            "CREATE VIEW w AS SELECT id FROM t; DROP VIEW w",
            "GRANT SELECT ON t TO PUBLIC",
            "VACUUM t",
        ];
        foreach (var sql in changes)
        {
            await node.ExecuteAsync(sql);
        }

        await node.Node.UnlockAsync(new NodeUnlock(TimeSpan.FromMinutes(1), "me", "test"), CancellationToken.None);
        await node.ExecuteAsync("DROP INDEX t_v; ALTER TABLE t ADD COLUMN w int; DROP TABLE p1");
        await node.Node.UnlockAsync(null, CancellationToken.None);
        await node.OpenAsync();
        await AssertRefusedAsync(node, "ALTER TABLE t DROP COLUMN w");
        await node.ExecuteAsync("DROP SCHEMA cdc_replicator CASCADE; DROP TABLE t");
    }

    [PostgresFact]
    public async Task Open_RoleOwnsNoTable_SaysWhatIsUnguardedAndGoesOn()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);
        await node.UsePlainRoleAsync();
        var role = new NpgsqlConnectionStringBuilder(node.Options.ConnectionString).Username!;
        node.Options = node.Options with { Guard = NodeGuard.On };
        await node.OpenAsync();

        Assert.Contains(
            node.Node.Unguarded,
            said =>
                said.Contains("public.p, public.p1, public.t", StringComparison.Ordinal)
                && said.Contains(role, StringComparison.Ordinal)
        );
        Assert.Contains(node.Node.Unguarded, said => said.Contains("superuser", StringComparison.Ordinal));
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 2), Text("v", "b")))).IsAccepted);

        await node.ExecuteAsync($"ALTER TABLE t OWNER TO {role}");
        Assert.False(await node.IsAsOpenedAsync());
        await node.OpenAsync();

        Assert.DoesNotContain(node.Node.Unguarded, said => said.Contains("public.t", StringComparison.Ordinal));
        await AssertRefusedAsync(node, "DELETE FROM t");
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 3), Text("v", "b")))).IsAccepted);
    }

    [PostgresFact]
    public async Task Write_RoleThatMaySeeNothingOfTheState_IsRefusedLikeAnyOther()
    {
        await using var node = await CreateAsync();
        var role = await node.CreatePlainRoleAsync();

        await AssertRefusedAsync(node, $"SET ROLE {role}; DELETE FROM t");
        await node.Node.UnlockAsync(new NodeUnlock(TimeSpan.FromMinutes(1), "me", "test"), CancellationToken.None);
        await node.ExecuteAsync($"SET ROLE {role}; DELETE FROM t");
    }

    [PostgresFact]
    public async Task Open_AnotherSessionWritesTheTable_GuardsItAsSoonAsThatEnds()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);
        await using (var other = new NpgsqlConnection(node.Options.ConnectionString + ";Pooling=false"))
        {
            await other.OpenAsync();
            await using var open = await other.BeginTransactionAsync();
            await using var write = new NpgsqlCommand("UPDATE t SET v = 'x'", other, open);
            await write.ExecuteNonQueryAsync();
            await node.ReopenAsync(node.Options with { Guard = NodeGuard.On });

            var said = Assert.Single(node.Node.Unguarded);
            Assert.Contains("public.t: another session holds a lock", said, StringComparison.Ordinal);
            await open.RollbackAsync();
        }

        Assert.False(await node.IsAsOpenedAsync());
        Assert.Empty(node.Node.Unguarded);
        await AssertRefusedAsync(node, "DELETE FROM t");
    }

    private static async Task<TestNode> CreateAsync()
    {
        var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);
        await node.ReopenAsync(node.Options with { Guard = NodeGuard.On });
        Assert.Empty(node.Node.Unguarded);
        return node;
    }

    private static async Task AssertRefusedAsync(TestNode node, string sql)
    {
        var error = await Record.ExceptionAsync(() => node.ExecuteAsync(sql));
        Assert.True(
            error is PostgresException { SqlState: GuardText.SqlState },
            $"{sql}: {error?.Message ?? "was taken"}"
        );
    }
}
