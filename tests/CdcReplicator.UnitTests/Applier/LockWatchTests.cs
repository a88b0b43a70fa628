using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class LockWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly InMemoryChangeLog _log = new();
    private readonly FakeNode _node = new();

    [Fact]
    public async Task Follow_WordsOfAnOperator_AreWrittenIntoTheNodeAndShown()
    {
        var locks = new LockStore(_log.Metadata, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var watch = new LockWatch(_log.Metadata, _node, TimeProvider.System, NullLogger.Instance);
        var following = watch.FollowAsync(stop.Token);

        var first = await locks.PublishAsync(new NodeLock("fake", 60, "ann", "repair"), default);
        await UntilAsync(() => watch.Order == first);
        Assert.NotNull(watch.UnlockedUntil);
        Assert.InRange(_node.Unlocked!.Time, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

        var second = await locks.PublishAsync(new NodeLock("fake", 0, "ann", "repair"), default);
        await UntilAsync(() => watch.Order == second);
        Assert.Null(watch.UnlockedUntil);
        Assert.Null(_node.Unlocked);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public async Task Follow_NodeDoesNotAnswer_IsTriedAgainAndNotSaidToBeDone()
    {
        var locks = new LockStore(_log.Metadata, TimeProvider.System);
        var failures = 2;
        _node.FaultAt = (_, _) =>
            Interlocked.Decrement(ref failures) >= 0
                ? new NodeFaultException("It is away.", "Wait.", isTransient: true, code: null)
                : null;
        using var stop = new CancellationTokenSource();
        var watch = new LockWatch(_log.Metadata, _node, TimeProvider.System, NullLogger.Instance);
        var order = await locks.PublishAsync(new NodeLock("fake", 600, "ann", "repair"), default);

        var following = watch.FollowAsync(stop.Token);
        await UntilAsync(() => Volatile.Read(ref failures) < 2);
        Assert.Null(watch.Order);
        await UntilAsync(() => watch.Order == order);

        Assert.NotNull(_node.Unlocked);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _log.DisposeAsync();
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !holds(); await Task.Delay(10))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience);
        }
    }
}
