using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>Pending transactions whose records may lie before what the log still keeps.</summary>
public class RetentionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Settle_LogNoLongerReachesBack_RefusesWithNothingSent(bool retries)
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.BeforeTheLog);
        await WriteAsync(fixture.Cluster, 7);
        fixture.Inner.ForgetBefore(1);
        var before = fixture.Inner.Records.Count;

        var error = await Assert.ThrowsAsync<PendingTransactionRefusedException>(() =>
            SettleAsync(fixture, pending, retries)
        );

        Assert.Contains("Nothing was sent", error.Problem, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Inner.Records.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Settle_LogForgetsWhileItIsSent_IsUnknownNotRefused(bool retries)
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.BeforeTheLog);
        await WriteAsync(fixture.Cluster, 7);
        fixture.Log.BeforeNextAppend = () => fixture.Inner.ForgetBefore(3);

        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => SettleAsync(fixture, pending, retries));
    }

    [Fact]
    public async Task Retry_HadArrived_SendsNothing()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.Answer);
        var before = fixture.Inner.Records.Count;

        await fixture.Cluster.RetryAsync(pending);
        await fixture.Cluster.ResolveAsync(pending);

        Assert.Equal(before, fixture.Inner.Records.Count);
    }

    [Fact]
    public async Task Retry_LastOffsetIsNoRecord_IsSentAllTheSame()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.BeforeTheLog);
        fixture.Inner.MarkersAtEnd = 1;

        var receipt = await fixture.Cluster.RetryAsync(pending);

        Assert.Equal(fixture.Inner.Records.Count - 1, receipt.Sequence);
    }

    private static Task SettleAsync(ClusterFixture fixture, PendingTransaction pending, bool retries) =>
        retries ? fixture.Cluster.RetryAsync(pending) : fixture.Cluster.ResolveAsync(pending);

    private static async Task<PendingTransaction> LoseAsync(ClusterFixture fixture, AppendLoss loss)
    {
        fixture.Log.Lose(loss);
        var error = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => WriteAsync(fixture.Cluster, 1));
        return error.Pending;
    }

    private static Task<CommitReceipt> WriteAsync(CdcCluster cluster, int id) =>
        cluster.WriteAsync(tx =>
            tx.Insert("accounts", new { id, owner_name = "Ann" })
                .Insert("accounts", new { id = id + 1, owner_name = "Bob" })
        );
}
