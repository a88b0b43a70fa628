using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>
/// How old a pending transaction is, the log tells: that is what nodes forget its publisher by. Clocks of processes,
/// years ahead or behind, neither refuse one that is young nor let one through that is old.
/// </summary>
public class PendingAgeTests
{
    private const int Years = 50 * 365;

    [Theory]
    [InlineData(AppendLoss.Answer, Years)]
    [InlineData(AppendLoss.Answer, -Years)]
    [InlineData(AppendLoss.BeforeTheLog, Years)]
    [InlineData(AppendLoss.BeforeTheLog, -Years)]
    internal async Task Retry_ByAProcessWhoseClockIsYearsOff_TakesEffectOnce(AppendLoss loss, int days)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(150));
        await using var fixture = await ClusterFixture.StartAsync(clock: clock);
        var text = (await LoseAsync(fixture, fixture.Cluster, loss)).ToText();
        await using var wrong = await ConnectAsync(fixture, days);

        var first = await wrong.RetryAsync(PendingTransaction.Parse(text));
        var second = await fixture.Cluster.RetryAsync(PendingTransaction.Parse(text));

        Assert.Equal((0, 0), (first.Sequence, second.Sequence));
        Assert.Single(fixture.Inner.Records);
    }

    [Theory]
    [InlineData(Years)]
    [InlineData(-Years)]
    public async Task Resolve_SentByAProcessWhoseClockIsYearsOff_TellsTheTruth(int days)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(150));
        await using var fixture = await ClusterFixture.StartAsync(clock: clock);
        await using var wrong = await ConnectAsync(fixture, days);
        var pending = await LoseAsync(fixture, wrong, AppendLoss.Answer);

        Assert.Equal(0, (await fixture.Cluster.ResolveAsync(pending)).Sequence);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(Years, true)]
    [InlineData(-Years, false)]
    public async Task Settle_OlderThanThePublisherExpiryByTheLog_RefusesWithNothingSent(int days, bool retries)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(150));
        await using var fixture = await ClusterFixture.StartAsync(clock: clock);
        await using var sender = await ConnectAsync(fixture, days);
        var pending = await LoseAsync(fixture, sender, AppendLoss.BeforeTheLog);
        await PassAsync(fixture, clock, fixture.Cluster.Settings.PublisherExpiry);
        var before = fixture.Inner.Records.Count;

        var error = await Assert.ThrowsAsync<PendingTransactionRefusedException>(() =>
            retries ? fixture.Cluster.RetryAsync(pending) : fixture.Cluster.ResolveAsync(pending)
        );

        Assert.Contains("24 h", error.Problem, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Inner.Records.Count);
    }

    [Fact]
    public async Task Retry_OldAndInTheLog_IsAnsweredByTheLog()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(150));
        await using var fixture = await ClusterFixture.StartAsync(clock: clock);
        var pending = await LoseAsync(fixture, fixture.Cluster, AppendLoss.Answer);
        await PassAsync(fixture, clock, fixture.Cluster.Settings.PublisherExpiry);
        var before = fixture.Inner.Records.Count;

        Assert.Equal(0, (await fixture.Cluster.RetryAsync(pending)).Sequence);
        Assert.True((await fixture.Cluster.ResolveAsync(pending)).WasLogged);
        Assert.Equal(before, fixture.Inner.Records.Count);
    }

    private static Task<CdcCluster> ConnectAsync(ClusterFixture fixture, int daysOff)
    {
        var wrong = new FakeTimeProvider(fixture.Clock.GetUtcNow().AddDays(daysOff));
        return ClusterFixture.ConnectAsync(fixture.Log, clock: wrong);
    }

    private static async Task PassAsync(ClusterFixture fixture, FakeTimeProvider clock, TimeSpan time)
    {
        for (var hour = 0; hour <= time.TotalHours; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            await WriteAsync(fixture.Cluster, 100 + hour);
        }
    }

    private static async Task<PendingTransaction> LoseAsync(ClusterFixture fixture, CdcCluster cluster, AppendLoss loss)
    {
        fixture.Log.Lose(loss);
        var error = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => WriteAsync(cluster, 1));
        return error.Pending;
    }

    private static Task<CommitReceipt> WriteAsync(CdcCluster cluster, int id) =>
        cluster.WriteAsync(tx => tx.Insert("accounts", new { id, owner_name = "Ann" }));
}
