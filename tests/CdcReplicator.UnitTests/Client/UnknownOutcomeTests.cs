using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class UnknownOutcomeTests
{
    [Theory]
    [InlineData(AppendLoss.BeforeTheLog, 1)]
    [InlineData(AppendLoss.AfterHalf, 2)]
    [InlineData(AppendLoss.Answer, 1)]
    internal async Task Retry_WhateverWasLost_GivesTheSequenceThatCounts(AppendLoss loss, long expected)
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, loss);

        var receipt = await fixture.Cluster.RetryAsync(pending);

        Assert.Equal(expected, receipt.Sequence);
    }

    [Theory]
    [InlineData(AppendLoss.BeforeTheLog, null)]
    [InlineData(AppendLoss.AfterHalf, null)]
    [InlineData(AppendLoss.Answer, 1L)]
    internal async Task Resolve_WhateverWasLost_TellsTheTruth(AppendLoss loss, long? expected)
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, loss);

        var resolution = await fixture.Cluster.ResolveAsync(pending);

        Assert.Equal(expected, resolution.Sequence);
        Assert.Equal(expected is not null, resolution.WasLogged);
    }

    [Fact]
    public async Task Resolve_InAnotherProcess_KnowsItFromItsText()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var text = (await LoseAsync(fixture, AppendLoss.Answer)).ToText();
        await using var other = await ClusterFixture.ConnectAsync(fixture.Log);

        var resolution = await other.ResolveAsync(PendingTransaction.Parse(text));

        Assert.Equal(1, resolution.Sequence);
    }

    [Fact]
    public async Task Retry_AfterResolvedWithoutEffect_SaysSo()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.BeforeTheLog);
        await fixture.Cluster.ResolveAsync(pending);

        await Assert.ThrowsAsync<TransactionAbandonedException>(() => fixture.Cluster.RetryAsync(pending));
    }

    [Fact]
    public async Task Resolve_AfterRetried_IsLogged()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.BeforeTheLog);
        var receipt = await fixture.Cluster.RetryAsync(pending);

        Assert.Equal(receipt.Sequence, (await fixture.Cluster.ResolveAsync(pending)).Sequence);
    }

    [Fact]
    public async Task Commit_AfterAnUnknownOutcome_GoesOnWithTheNextNumber()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.BeforeTheLog);

        await WriteAsync(fixture.Cluster);

        Assert.Equal(pending.Number + 1, (await fixture.RowsAsync())[^1].Source.TransactionId);
    }

    [Fact]
    public async Task Commit_CancelledWhileWaitingForTheLog_IsUnknownAndResolvable()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        fixture.Log.Lose(AppendLoss.Never);
        using var cancel = new CancellationTokenSource();
        var writing = WriteAsync(fixture.Cluster, cancel.Token);
        Assert.True(SpinWait.SpinUntil(() => fixture.Inner.Records.Count == 2, TimeSpan.FromSeconds(20)));

        await cancel.CancelAsync();

        var error = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => writing);
        Assert.Equal(1, (await fixture.Cluster.ResolveAsync(error.Pending)).Sequence);
    }

    [Fact]
    public async Task Resolve_NoAnswerAgain_IsStillUnknown()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.BeforeTheLog);
        fixture.Log.Lose(AppendLoss.BeforeTheLog);

        var error = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() =>
            fixture.Cluster.ResolveAsync(pending)
        );

        Assert.False((await fixture.Cluster.ResolveAsync(error.Pending)).WasLogged);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(45, 1)]
    [InlineData(61, 3)]
    public async Task Commit_SlowAppend_IsLoggedOnlyIfTheNodesTakeIt(int seconds, long expected)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var fixture = await ClusterFixture.StartAsync(clock: clock);
        fixture.Log.BetweenHalves = () => clock.Advance(TimeSpan.FromSeconds(seconds));
        fixture.Log.Lose(AppendLoss.Slow);

        Assert.Equal(expected, (await WriteAsync(fixture.Cluster)).Sequence);
    }

    [Fact]
    public async Task Retry_LogIsAway_IsStillUnknown()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.BeforeTheLog);
        fixture.Log.Lose(AppendLoss.Refused);

        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => fixture.Cluster.RetryAsync(pending));
    }

    [Fact]
    public async Task Retry_OnAnotherLog_Refuses()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        await using var other = await ClusterFixture.StartAsync();
        var pending = await LoseAsync(fixture, AppendLoss.Answer);

        await Assert.ThrowsAsync<PendingTransactionRefusedException>(() => other.Cluster.RetryAsync(pending));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pending1.")]
    [InlineData("pending1.eyJ4Ijo")]
    [InlineData("once-1:5")]
    public void Parse_SomethingElse_Refuses(string text) =>
        Assert.Throws<FormatException>(() => PendingTransaction.Parse(text));

    private static async Task<PendingTransaction> LoseAsync(ClusterFixture fixture, AppendLoss loss)
    {
        fixture.Log.Lose(loss);
        var error = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => WriteAsync(fixture.Cluster));
        return error.Pending;
    }

    private static Task<CommitReceipt> WriteAsync(CdcCluster cluster, CancellationToken cancellationToken = default) =>
        cluster.WriteAsync(
            tx =>
                tx.Insert("accounts", new { id = 1, owner_name = "Ann" })
                    .Insert("accounts", new { id = 2, owner_name = "Bob" }),
            cancellationToken: cancellationToken
        );
}
