using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Extensions.Options;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class DisposalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Dispose_WritersWaitForTheirTurn_EveryOneEndsAndSaysWhatBecameOfIt()
    {
        var fixture = await ClusterFixture.StartAsync(new CdcClusterOptions { MaxUnansweredCommits = 3 });
        for (var i = 0; i < 3; i++)
        {
            fixture.Log.Lose(AppendLoss.Never);
        }

        var writing = Enumerable.Range(1, 50).Select(id => WriteAsync(fixture.Cluster, id)).ToList();
        Assert.True(SpinWait.SpinUntil(() => fixture.Inner.Records.Count == 3, Patience));

        await fixture.DisposeAsync();

        var unknown = 0;
        foreach (var write in writing)
        {
            var error = await Assert.ThrowsAnyAsync<Exception>(() => write.WaitAsync(Patience));
            if (error is CommitOutcomeUnknownException)
            {
                unknown++;
            }
            else
            {
                AssertNamesTheCluster(Assert.IsType<ObjectDisposedException>(error));
            }
        }

        Assert.Equal(3, unknown);
    }

    [Fact]
    public async Task Dispose_CommitWaitsForNodes_EndsWithItsReceipt()
    {
        var fixture = await ClusterFixture.StartAsync();
        await fixture.PublishMemberAsync("a", applied: -1);
        var write = WriteAsync(fixture.Cluster, 1, Durability.Applied(1));
        Assert.True(SpinWait.SpinUntil(() => fixture.Inner.Records.Count == 1, Patience));

        await fixture.DisposeAsync();

        var error = await Assert.ThrowsAnyAsync<ReplicationException>(() => write.WaitAsync(Patience));
        Assert.True(error is DurabilityNotReachedException or CommitOutcomeUnknownException, error.ToString());
    }

    [Fact]
    public async Task Dispose_ReadWaitsForANode_Ends()
    {
        var fixture = await ClusterFixture.StartAsync();
        var read = fixture.Cluster.OpenConnectionAsync();
        var inSession = fixture.Cluster.CreateSession().OpenConnectionAsync();

        await fixture.DisposeAsync();

        AssertNamesTheCluster(await Assert.ThrowsAsync<ObjectDisposedException>(() => read.WaitAsync(Patience)));
        AssertNamesTheCluster(await Assert.ThrowsAsync<ObjectDisposedException>(() => inSession.WaitAsync(Patience)));
    }

    [Fact]
    public async Task Dispose_SecondTime_DoesNothing()
    {
        var fixture = await ClusterFixture.StartAsync();

        await Task.WhenAll(fixture.DisposeAsync().AsTask(), fixture.DisposeAsync().AsTask());
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task Use_AfterDispose_NamesTheCluster()
    {
        var fixture = await ClusterFixture.StartAsync();
        fixture.Log.Lose(AppendLoss.BeforeTheLog);
        var unknown = await Assert.ThrowsAsync<CommitOutcomeUnknownException>(() => WriteAsync(fixture.Cluster, 1));
        var transaction = fixture.Cluster.CreateTransaction().Delete("accounts", new { id = 1 });
        var session = fixture.Cluster.CreateSession();
        await fixture.DisposeAsync();

        Func<Task>[] uses =
        [
            () => WriteAsync(fixture.Cluster, 1),
            () => transaction.CommitAsync(),
            () => fixture.Cluster.RetryAsync(unknown.Pending),
            () => fixture.Cluster.ResolveAsync(unknown.Pending),
            () => fixture.Cluster.OpenConnectionAsync(),
            async () => await fixture.Cluster.WatchMembersAsync().FirstAsync(),
            () => Task.FromResult(fixture.Cluster.Members),
            () => Task.FromResult(fixture.Cluster.CreateSession()),
            () => session.OpenConnectionAsync(),
            () => session.GetTokenAsync(),
            () => session.WriteAsync(tx => tx.Delete("accounts", new { id = 1 })),
        ];
        foreach (var use in uses)
        {
            AssertNamesTheCluster(await Assert.ThrowsAsync<ObjectDisposedException>(use));
        }
    }

    [Fact]
    public async Task Connection_DisposedByCallerAndContainer_DoesNothingTwice()
    {
        using var folder = new TempFolder();
        await using (var log = await CreateLogAsync(folder))
        {
            Assert.NotNull(log);
        }

        var connection = new CdcClusterConnection(
            Options.Create(new CdcClusterOptions { Log = $"embedded:{folder.At("log.db")}" })
        );
        var cluster = await connection.GetAsync();

        await cluster.DisposeAsync();
        await connection.DisposeAsync();
        await connection.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await connection.GetAsync());
    }

    private static async Task<IAsyncDisposable> CreateLogAsync(TempFolder folder) =>
        await EmbeddedChangeLog.OpenAsync(
            folder.At("log.db"),
            new EmbeddedLogOptions(),
            TimeProvider.System,
            CancellationToken.None
        );

    private static void AssertNamesTheCluster(ObjectDisposedException error) =>
        Assert.Equal(typeof(CdcCluster).FullName, error.ObjectName);

    private static Task<CommitReceipt> WriteAsync(CdcCluster cluster, int id, Durability? durability = null) =>
        cluster.WriteAsync(tx => tx.Insert("accounts", new { id, owner_name = "Ann" }), durability);
}
