using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ContractTests;

/// <summary>What the SDK promises, over a real log, with real appliers and nodes.</summary>
public sealed class ClientTests(ITestOutputHelper output)
{
    private const string Ddl = """
        CREATE TABLE entries (id bigint NOT NULL PRIMARY KEY, what text NOT NULL, CONSTRAINT not_forbidden CHECK (what <> 'forbidden'));
        """;

    private static readonly string[] TwoSqlite = [NodeKinds.Sqlite, NodeKinds.Sqlite];

    [Fact]
    public async Task Write_AppliedEverywhere_IsReadByASession()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, TwoSqlite);
        var session = live.Cluster.CreateSession();

        var receipt = await session.WriteAsync(
            tx => tx.Insert("entries", new { id = 1, what = "one" }).Insert("entries", new { id = 2, what = "two" }),
            Durability.AppliedEverywhere
        );
        await session.WriteAsync(tx => tx.Update("entries", new { id = 2 }, new { what = "zwei" }));

        await using var connection = await session.OpenConnectionAsync();
        Assert.Equal("1=one,2=zwei", await EntriesAsync(connection));
        Assert.Equal(Verdict.Accepted, receipt.Verdict);
    }

    [PostgresFact]
    public async Task Write_MaxValues_AreReadByTheDriver()
    {
        const string ddl = """
            CREATE TABLE extremes (id bigint NOT NULL PRIMARY KEY, a timestamp NOT NULL, b timestamp(0) NOT NULL, c timestamptz(3) NOT NULL,
              d time NOT NULL, e time(2) NOT NULL, f interval NOT NULL, g date NOT NULL);
            """;
        await using var live = await LiveCluster.StartAsync(ddl, NodeKinds.Postgres);
        var max = new
        {
            id = 1,
            a = DateTime.MaxValue,
            b = DateTime.MaxValue,
            c = DateTimeOffset.MaxValue,
            d = TimeOnly.MaxValue,
            e = TimeOnly.MaxValue,
            f = TimeSpan.MaxValue,
            g = DateOnly.MaxValue,
        };
        var min = new
        {
            id = 2,
            a = DateTime.MinValue,
            b = DateTime.MinValue,
            c = DateTimeOffset.MinValue,
            d = TimeOnly.MinValue,
            e = TimeOnly.MinValue,
            f = TimeSpan.MinValue,
            g = DateOnly.MinValue,
        };
        var receipt = await live.Cluster.WriteAsync(tx => tx.Insert("extremes", max).Insert("extremes", min));

        await using var connection = await live.Cluster.OpenConnectionAsync<Npgsql.NpgsqlConnection>(
            ReadLevel.AtLeast(receipt.SessionToken)
        );
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT a, b, c, d, e, f, g FROM extremes ORDER BY id";
        await using var reader = await command.ExecuteReaderAsync();
        foreach (var isMax in new[] { true, false })
        {
            Assert.True(await reader.ReadAsync());
            Assert.Equal(isMax ? 9999 : 1, reader.GetFieldValue<DateTime>(0).Year);
            Assert.Equal(isMax ? 9999 : 1, reader.GetFieldValue<DateTime>(1).Year);
            Assert.Equal(isMax ? 9999 : 1, reader.GetFieldValue<DateTimeOffset>(2).Year);
            Assert.Equal(isMax ? 23 : 0, reader.GetFieldValue<TimeOnly>(3).Hour);
            Assert.Equal(isMax ? 23 : 0, reader.GetFieldValue<TimeOnly>(4).Hour);
            Assert.Equal(isMax ? 1 : -1, Math.Sign(reader.GetFieldValue<TimeSpan>(5).Ticks));
            Assert.Equal(isMax ? 9999 : 1, reader.GetFieldValue<DateOnly>(6).Year);
        }
    }

    [PostgresFact]
    public async Task Write_PostgresNode_IsReadAndReadOnly()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, NodeKinds.Postgres);
        var session = live.Cluster.CreateSession();
        await session.WriteAsync(tx => tx.Insert("entries", new { id = 1, what = "one" }));

        await using var connection = await session.OpenConnectionAsync();

        Assert.Equal("1=one", await EntriesAsync(connection));
        await using var delete = connection.CreateCommand();
        delete.CommandText = "DELETE FROM entries";
        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => delete.ExecuteNonQueryAsync());
        Assert.Equal(Npgsql.PostgresErrorCodes.ReadOnlySqlTransaction, error.SqlState);
    }

    [Fact]
    public async Task Write_AgainstTheRules_IsRejectedWithReasonTableAndKey()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, TwoSqlite);
        await live.Cluster.WriteAsync(tx => tx.Insert("entries", new { id = 1, what = "one" }));

        await AssertRejectedAsync(
            live,
            RejectionReason.DuplicateKey,
            tx => tx.Insert("entries", new { id = 1, what = "again" })
        );
        await AssertRejectedAsync(live, RejectionReason.RowMissing, tx => tx.Delete("entries", new { id = 7 }));
        await AssertRejectedAsync(
            live,
            RejectionReason.ExpectationFailed,
            tx => tx.Update("entries", new { id = 1 }, new { what = "uno" }, expect: new { what = "other" })
        );
        await AssertRejectedAsync(
            live,
            RejectionReason.CheckViolation,
            tx => tx.Upsert("entries", new { id = 1, what = "forbidden" })
        );

        await using var connection = await live.Cluster.OpenConnectionAsync();
        Assert.Equal("1=one", await EntriesAsync(connection));
    }

    [Fact]
    public async Task Write_AnswersGetLost_RetriedAndResolvedTransactionsTakeEffectOnce()
    {
        const int seed = 20251123;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var live = await LiveCluster.StartAsync(Ddl, TwoSqlite);
        await using var another = await live.ConnectAnotherAsync();
        var expected = new SortedSet<int>();
        for (var i = 0; i < 120; i++)
        {
            if (random.Next(2) == 0)
            {
                live.Log.Lose((AppendLoss)(1 + random.Next(3)));
            }

            var settler = random.Next(2) == 0 ? live.Cluster : another;
            if (await WriteOrSettleAsync(live.Cluster, settler, i, retry: random.Next(2) == 0))
            {
                expected.UnionWith([2 * i, (2 * i) + 1]);
            }
        }

        await live.Cluster.WriteAsync(
            tx => tx.Insert("entries", new { id = -1, what = "x" }),
            Durability.AppliedEverywhere
        );

        var wanted = string.Join(',', new[] { -1 }.Concat(expected).Select(id => $"{id}=x"));
        foreach (var database in live.Databases)
        {
            await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(database.Options.ConnectionString);
            await connection.OpenAsync();
            Assert.Equal(wanted, await EntriesAsync(connection));
            Assert.Equal("", await ListAsync(connection, "SELECT sequence FROM cdc_replicator_rejections"));
        }
    }

    [Fact]
    public async Task Retry_InTwoProcessesAtOnce_TakesEffectOnceUnderOneSequence()
    {
        await using var live = await LiveCluster.StartAsync(Ddl, TwoSqlite);
        await using var another = await live.ConnectAnotherAsync();
        live.Log.Lose(AppendLoss.BeforeTheLog);
        var error = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() =>
            live.Cluster.WriteAsync(tx => tx.Insert("entries", new { id = 1, what = "x" }))
        );
        var pending = PendingTransaction.Parse(error.Pending.ToText());

        var receipts = await Task.WhenAll(
            live.Cluster.RetryAsync(error.Pending, Durability.AppliedEverywhere),
            another.RetryAsync(pending, Durability.AppliedEverywhere)
        );

        Assert.Equal(receipts[0].Sequence, receipts[1].Sequence);
        Assert.All(receipts, receipt => Assert.Equal(Verdict.Accepted, receipt.Verdict));
    }

    private static async Task<bool> WriteOrSettleAsync(CdcCluster cluster, CdcCluster settler, int i, bool retry)
    {
        try
        {
            await cluster.WriteAsync(tx =>
                tx.Insert("entries", new { id = 2 * i, what = "x" })
                    .Insert("entries", new { id = (2 * i) + 1, what = "x" })
            );
            return true;
        }
        catch (CommitOutcomeUnknownException unknown)
        {
            var pending = PendingTransaction.Parse(unknown.Pending.ToText());
            if (!retry)
            {
                return (await settler.ResolveAsync(pending)).WasLogged;
            }

            await settler.RetryAsync(pending);
            return true;
        }
    }

    private static async Task AssertRejectedAsync(
        LiveCluster live,
        RejectionReason reason,
        Action<CdcTransaction> build
    )
    {
        var error = await Assert.ThrowsAsync<TransactionRejectedException>(() =>
            live.Cluster.WriteAsync(build, Durability.AppliedEverywhere)
        );
        Assert.Equal(reason, error.Rejection.Reason);
        Assert.Equal(new TableName("public", "entries"), error.Rejection.Table);
        Assert.NotNull(error.Rejection.Key);
    }

    private static Task<string> EntriesAsync(System.Data.Common.DbConnection connection) =>
        ListAsync(connection, "SELECT id || '=' || what FROM entries ORDER BY id");

    private static async Task<string> ListAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetValue(0).ToString());
        }

        return string.Join(',', rows);
    }
}
