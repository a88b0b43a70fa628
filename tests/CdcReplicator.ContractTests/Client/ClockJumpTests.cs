using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>
/// A transaction had arrived, its writer was not told, and another has overwritten its row since. Whoever's clock jumps
/// by years, ahead or back: nodes do not forget the one-time publisher, so sending once more changes nothing.
/// </summary>
[Collection(KafkaTestServer.Collection)]
public sealed class ClockJumpTests
{
    private const string Ddl = "CREATE TABLE entries (id bigint NOT NULL PRIMARY KEY, what text NOT NULL);";
    private static readonly TimeSpan Years = TimeSpan.FromDays(2000);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Retry_ClockOfAWriterJumped_TakesEffectOnce(bool ahead) =>
        CheckAsync(null, ahead ? Years : -Years, [NodeKinds.Sqlite, NodeKinds.Sqlite]);

    [PostgresFact]
    public Task Retry_ClockOfAWriterJumpedPostgresNode_TakesEffectOnce() =>
        CheckAsync(null, Years, [NodeKinds.Sqlite, NodeKinds.Postgres]);

    [KafkaTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retry_ClockOfAWriterJumpedKafka_TakesEffectOnce(bool ahead) =>
        await CheckAsync(
            $"kafka://{await KafkaTestServer.GetBootstrapServersAsync()}/{KafkaTestServer.NewClusterName()}",
            ahead ? Years : -Years,
            [NodeKinds.Sqlite]
        );

    private static async Task CheckAsync(string? address, TimeSpan jump, string[] kinds)
    {
        var appliers = new ShiftedClock();
        await using var live = await LiveCluster.StartOnAsync(address, appliers, Ddl, kinds);
        live.Log.Lose(AppendLoss.Answer);
        var unknown = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => WriteAsync(live.Cluster, "old"));
        Assert.StartsWith("once-", unknown.Pending.Publisher, StringComparison.Ordinal);
        var clock = new ShiftedClock { Shift = jump };
        appliers.Shift = jump;
        await using var jumped = await live.ConnectAnotherAsync(clock);
        await WriteAsync(jumped, "new");

        // Ahead or back, then right again; and the very records a second time, as a producer that never gave up.
        await RetryAsync(jumped, unknown.Pending);
        clock.Shift = TimeSpan.Zero;
        appliers.Shift = TimeSpan.Zero;
        await WriteAsync(jumped, "newer");
        await RetryAsync(jumped, unknown.Pending);
        await RetryAsync(live.Cluster, unknown.Pending);
        await live.Log.AppendAsync(live.Log.LastLost, CancellationToken.None);
        var last = await live.Cluster.WriteAsync(
            tx => tx.Insert("entries", new { id = 501, what = "last" }),
            Durability.AppliedEverywhere
        );

        Assert.True(last.Verdict is { IsAccepted: true });
        foreach (var database in live.Databases)
        {
            Assert.Equal(
                ["500|newer", "501|last"],
                await database.QueryAsync("SELECT id, what FROM entries ORDER BY id")
            );
        }
    }

    private static async Task RetryAsync(CdcCluster cluster, PendingTransaction pending) =>
        Assert.Null((await cluster.RetryAsync(PendingTransaction.Parse(pending.ToText()))).Verdict);

    private static Task<CommitReceipt> WriteAsync(CdcCluster cluster, string what) =>
        cluster.WriteAsync(tx => tx.Upsert("entries", new { id = 500, what }));

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Shift;
    }
}
