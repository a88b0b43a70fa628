using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class DurabilityTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Rejection Missing = new(RejectionReason.RowMissing, null, null, null, "No row.");

    [Fact]
    public async Task Applied_EnoughNodesGetThere_IsAccepted()
    {
        await using var fixture = await ClusterFixture.StartAsync(
            clock: new FakeTimeProvider(DateTimeOffset.UnixEpoch)
        );
        await fixture.PublishMemberAsync("a", -1);
        await fixture.PublishMemberAsync("b", -1);
        var writing = WriteAsync(fixture, Durability.Applied(2));

        await fixture.PublishMemberAsync("a", 0);
        Assert.False(writing.IsCompleted);
        await fixture.PublishMemberAsync("b", 0);

        Assert.Equal(Verdict.Accepted, (await writing.WaitAsync(Patience)).Verdict);
    }

    [Fact]
    public async Task Applied_Rejected_ThrowsReasonTableAndKey()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        var rejection = new Rejection(
            RejectionReason.DuplicateKey,
            new TableName("public", "accounts"),
            "[1]",
            null,
            "The key exists."
        );
        await fixture.PublishRejectionAsync(0, rejection);
        await fixture.PublishMemberAsync("a", 0);

        var error = await Assert.ThrowsAsync<TransactionRejectedException>(() =>
            WriteAsync(fixture, Durability.Applied(1)).WaitAsync(Patience)
        );

        Assert.Equal((0L, rejection), (error.Sequence, error.Rejection));
    }

    [Fact]
    public async Task Applied_OneOfThreeRejectsFirst_WaitsForTheOthersAndTellsWhatMostDecided()
    {
        await using var fixture = await ClusterFixture.StartAsync(
            clock: new FakeTimeProvider(DateTimeOffset.UnixEpoch)
        );
        await fixture.PublishMemberAsync("b", -1);
        await fixture.PublishMemberAsync("c", -1);
        await fixture.PublishRejectionAsync("a", 0, Missing);
        await fixture.PublishMemberAsync("a", 0);
        var writing = WriteAsync(fixture, Durability.Applied(1));

        Assert.NotSame(writing, await Task.WhenAny(writing, Task.Delay(300)));
        await fixture.PublishMemberAsync("b", 0);
        Assert.NotSame(writing, await Task.WhenAny(writing, Task.Delay(300)));
        await fixture.PublishMemberAsync("c", 0);

        Assert.Equal(Verdict.Accepted, (await writing.WaitAsync(Patience)).Verdict);
    }

    [Fact]
    public async Task AppliedEverywhere_TieOfTwoUntilAThirdMemberComes_TellsWhatMostDecided()
    {
        await using var fixture = await ClusterFixture.StartAsync(
            clock: new FakeTimeProvider(DateTimeOffset.UnixEpoch)
        );
        await fixture.PublishRejectionAsync("a", 0, Missing);
        await fixture.PublishMemberAsync("a", 0);
        await fixture.PublishMemberAsync("b", 0);
        var writing = WriteAsync(fixture, Durability.AppliedEverywhere);

        Assert.NotSame(writing, await Task.WhenAny(writing, Task.Delay(300)));
        await fixture.PublishMemberAsync("c", 0);

        Assert.Equal(Verdict.Accepted, (await writing.WaitAsync(Patience)).Verdict);
    }

    [Fact]
    public async Task Applied_OneOfTwoRejectsAndTheOtherStaysBehind_SaysWhoDecidedWhatAndWhoIsMissing()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var fixture = await ClusterFixture.StartAsync(clock: clock);
        await fixture.PublishMemberAsync("b", -1);
        await fixture.PublishRejectionAsync("a", 0, Missing);
        await fixture.PublishMemberAsync("a", 0);
        var options = new CdcClusterOptions { ApplyTimeout = TimeSpan.FromSeconds(1) };
        await using var client = await ClusterFixture.ConnectAsync(fixture.Log, options, clock);
        var writing = client.WriteAsync(
            tx => tx.Insert("accounts", new { id = 1, owner_name = "Ann" }),
            Durability.Applied(1)
        );
        Assert.True(SpinWait.SpinUntil(() => fixture.Inner.Records.Count == 1, Patience));

        for (var i = 0; i < 100 && !writing.IsCompleted; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(writing, Task.Delay(50));
        }

        var error = await Assert.ThrowsAsync<DurabilityNotReachedException>(() => writing);
        Assert.Contains("'a' rejected it (RowMissing); behind: 'b' at -1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppliedEverywhere_OneStaysBehind_NamesItAndSaysItIsLogged()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var fixture = await ClusterFixture.StartAsync(clock: clock);
        await fixture.PublishMemberAsync("a", 5);
        await fixture.PublishMemberAsync("slow", -1, NodeState.Halted);
        await fixture.PublishMemberAsync("gone", -1, NodeState.Left);
        var writing = WriteAsync(fixture, Durability.AppliedEverywhere);
        Assert.True(SpinWait.SpinUntil(() => fixture.Inner.Records.Count == 1, Patience));

        await AdvanceUntilDoneAsync(clock, writing);

        var error = await Assert.ThrowsAsync<DurabilityNotReachedException>(() => writing);
        Assert.Contains("'slow'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'gone'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Receipt.Sequence);
        Assert.Single(fixture.Inner.Records);
    }

    [Fact]
    public async Task Applied_CancelledWhileWaiting_KeepsTheReceipt()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        using var cancel = new CancellationTokenSource();
        var writing = WriteAsync(fixture, Durability.Applied(1), cancel.Token);
        Assert.True(SpinWait.SpinUntil(() => fixture.Inner.Records.Count == 1, Patience));

        await cancel.CancelAsync();

        // The append may be answered before or after the cancellation; either way nothing is lost.
        var error = await Assert.ThrowsAnyAsync<ReplicationException>(() => writing.WaitAsync(Patience));
        Assert.True(
            error
                is DurabilityNotReachedException { Receipt.Sequence: 0 }
                    or CommitOutcomeUnknownException { Pending.Number: 1 }
        );
    }

    [Fact]
    public void Applied_FewerThanOne_Refuses() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Durability.Applied(0));

    private static Task<CommitReceipt> WriteAsync(
        ClusterFixture fixture,
        Durability durability,
        CancellationToken cancellationToken = default
    ) =>
        fixture.Cluster.WriteAsync(
            tx => tx.Insert("accounts", new { id = 1, owner_name = "Ann" }),
            durability,
            cancellationToken
        );

    // The wait may begin a moment after the record is in the log, so time is moved on until it has run out.
    private static async Task AdvanceUntilDoneAsync(FakeTimeProvider clock, Task writing)
    {
        for (var i = 0; i < 100 && !writing.IsCompleted; i++)
        {
            clock.Advance(CdcClusterOptions.DefaultApplyTimeout);
            await Task.WhenAny(writing, Task.Delay(100));
        }
    }
}
