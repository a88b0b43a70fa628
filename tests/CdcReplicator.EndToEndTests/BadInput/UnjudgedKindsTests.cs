using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// One PostgreSQL node and one SQLite node with a table that only PostgreSQL judges: the SQLite node takes no row that
/// the other refuses, says by what, and goes on by itself when that is gone; both end equal.
/// </summary>
public sealed class UnjudgedKindsTests
{
    private const string Exclusion =
        "CREATE TABLE items (id int PRIMARY KEY, a text, CONSTRAINT once EXCLUDE USING btree (a WITH =))";

    private const string DropExclusion = "ALTER TABLE items DROP CONSTRAINT once";

    [PostgresFact]
    public Task Write_ExclusionConstraint_SqliteNodeHaltsUntilItIsDropped() =>
        CheckAsync(Exclusion, DropExclusion, "'once'", new { id = 1, a = "x" }, new { id = 2, a = "x" });

    [PostgresSinceFact(15)]
    public Task Write_NullsNotDistinct_SqliteNodeHaltsUntilItIsDropped() =>
        CheckAsync(
            "CREATE TABLE items (id int PRIMARY KEY, a text, CONSTRAINT one_null UNIQUE NULLS NOT DISTINCT (a))",
            "ALTER TABLE items DROP CONSTRAINT one_null",
            "'one_null'",
            new { id = 1, a = (string?)null },
            new { id = 2, a = (string?)null }
        );

    [PostgresFact]
    public Task Write_NoPartitionForARow_SqliteNodeHaltsUntilThereIsOneForAll() =>
        CheckAsync(
            """
            CREATE TABLE items (id int PRIMARY KEY, a text) PARTITION BY RANGE (id);
            CREATE TABLE items_low PARTITION OF items FOR VALUES FROM (0) TO (2)
            """,
            "CREATE TABLE items_rest PARTITION OF items DEFAULT",
            "no partition",
            new { id = 1, a = "x" },
            new { id = 2, a = "x" }
        );

    [PostgresSinceFact(18)]
    public Task Write_UniqueWithoutOverlaps_SqliteNodeHaltsUntilItIsDropped() =>
        CheckAsync(
            """
            CREATE EXTENSION btree_gist;
            CREATE TABLE items (id int PRIMARY KEY, a int4range, b int,
              CONSTRAINT apart UNIQUE (b, a WITHOUT OVERLAPS))
            """,
            "ALTER TABLE items DROP CONSTRAINT apart",
            "'apart'",
            new
            {
                id = 1,
                a = "[1,10)",
                b = 1,
            },
            new
            {
                id = 2,
                a = "[5,15)",
                b = 1,
            },
            "CREATE TABLE items (id int PRIMARY KEY, a text, b int)"
        );

    [PostgresFact]
    public async Task Write_RefusedBeforeTheConstraintIsDropped_IsNamedAsADifference()
    {
        await using var nodes = await StartAsync(Exclusion);
        await using var client = await CdcCluster.ConnectAsync(nodes.Bench.Address);
        await client.WriteAsync(tx => tx.Insert("items", new { id = 1, a = "x" }), Durability.Applied(1));
        var refused = await Assert.ThrowsAsync<TransactionRejectedException>(() =>
            client.WriteAsync(tx => tx.Insert("items", new { id = 2, a = "x" }), Durability.Applied(1))
        );
        var halted = await nodes.Bench.UntilAsync("l", status => status.State == NodeState.Halted);

        await nodes.Postgres.ExecuteAsync(DropExclusion);
        var odd = await nodes.Bench.UntilAsync("l", status => status.State == NodeState.Diverged);
        await nodes.Bench.UntilAsync("p", status => status.State == NodeState.Diverged);

        Assert.Contains("refused by it until then", halted.Reason, StringComparison.Ordinal);
        Assert.Contains(
            $"sequence {refused.Sequence}, table public.items, key {{\"id\":2}}",
            odd.Reason,
            StringComparison.Ordinal
        );
    }

    private static async Task CheckAsync(
        string ddl,
        string mending,
        string named,
        object first,
        object second,
        string sqliteDdl = "CREATE TABLE items (id int PRIMARY KEY, a text)"
    )
    {
        await using var nodes = await StartAsync(ddl, sqliteDdl);
        var bench = nodes.Bench;
        await using var client = await CdcCluster.ConnectAsync(bench.Address);

        var accepted = await client.WriteAsync(tx => tx.Insert("items", first), Durability.Applied(1));
        var halted = await bench.UntilAsync("l", status => status.State == NodeState.Halted);

        Assert.True(accepted.Verdict is { IsAccepted: true });
        Assert.True(halted.LastAppliedSequence < accepted.Sequence);
        Assert.Contains("public.items", halted.Reason, StringComparison.Ordinal);
        Assert.Contains(named, halted.Reason, StringComparison.Ordinal);
        Assert.Equal("0", nodes.Sqlite.Query("SELECT count(*) FROM items"));

        await nodes.Postgres.ExecuteAsync(mending);
        await bench.UntilAsync("l", status => status.State == NodeState.Active);
        var last = await client.WriteAsync(tx => tx.Insert("items", second), Durability.AppliedEverywhere);

        Assert.True(last.Verdict is { IsAccepted: true });
        await bench.UntilAsync("p", status => status.State == NodeState.Active);
        const string Rows = "SELECT id, coalesce(CAST(a AS text), '-') FROM items ORDER BY id";
        Assert.Equal(await nodes.Postgres.QueryAsync(Rows), nodes.Sqlite.Query(Rows));
        Assert.Equal("2", nodes.Sqlite.Query("SELECT count(*) FROM items"));
    }

    // PostgreSQL first: what it judges alone is published when SQLite begins.
    private static async Task<TwoKinds> StartAsync(
        string ddl,
        string sqliteDdl = "CREATE TABLE items (id int PRIMARY KEY, a text)"
    )
    {
        var postgres = await PostgresTestServer.CreateDatabaseAsync();
        await postgres.ExecuteAsync(ddl);
        var bench = await Bench.StartAsync();
        var options = new NodeOptions
        {
            Id = "p",
            Kind = NodeKinds.Postgres,
            ConnectionString = postgres.ConnectionString,
            Guard = NodeGuard.Off,
        };
        await bench.ApplyAsync(options);
        await bench.UntilAsync("p", status => status.State == NodeState.Active);
        var sqlite = bench.Database("l", sqliteDdl);
        await bench.ApplyAsync(sqlite, "l");
        await bench.UntilAsync("l", status => status.State == NodeState.Active);
        return new TwoKinds(bench, postgres, sqlite);
    }

    private sealed record TwoKinds(Bench Bench, PostgresTestDatabase Postgres, SqliteDatabase Sqlite) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Bench.DisposeAsync();
            await Postgres.DisposeAsync();
        }
    }
}
