using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class MembersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task WatchMembers_MemberMoves_TellsNowAndThenTheChange()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        await fixture.PublishMemberAsync("a", 1);
        await using var members = fixture.Cluster.WatchMembersAsync().GetAsyncEnumerator();

        Assert.True(await members.MoveNextAsync());
        Assert.Equal(1, Assert.Single(members.Current).Status.LastAppliedSequence);

        await fixture.PublishMemberAsync("a", 2, NodeState.Lagging);
        do
        {
            Assert.True(await members.MoveNextAsync().AsTask().WaitAsync(Patience));
        } while (members.Current[0].Status.LastAppliedSequence != 2);

        Assert.Equal(NodeState.Lagging, members.Current[0].Status.State);
    }

    [Fact]
    public async Task WatchMembers_ChangeWhileNobodyWaits_IsToldNext()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        await using var members = fixture.Cluster.WatchMembersAsync().GetAsyncEnumerator();
        Assert.True(await members.MoveNextAsync());
        Assert.Empty(members.Current);

        await fixture.PublishMemberAsync("a", 1);

        Assert.True(await members.MoveNextAsync().AsTask().WaitAsync(Patience));
        Assert.Equal("a", Assert.Single(members.Current).Status.NodeId);
    }

    [Fact]
    public async Task WatchMembers_Cancelled_Ends()
    {
        await using var fixture = await ClusterFixture.StartAsync();
        using var stop = new CancellationTokenSource();
        await using var members = fixture.Cluster.WatchMembersAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await members.MoveNextAsync());
        var next = members.MoveNextAsync().AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
    }

    [Fact]
    public async Task WatchMembers_ClusterDisposed_EndsAndNamesIt()
    {
        var fixture = await ClusterFixture.StartAsync();
        await using var members = fixture.Cluster.WatchMembersAsync().GetAsyncEnumerator();
        Assert.True(await members.MoveNextAsync());
        var next = members.MoveNextAsync().AsTask();

        await fixture.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => next.WaitAsync(Patience));
    }
}
