using CdcReplicator.Router;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class HandOverTests : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly KnownNode _node;
    private readonly NodeLease _lease;
    private readonly HandOver _handOver;

    public HandOverTests()
    {
        _node = new KnownNode("a", _clock);
        _lease = new NodeLease(_node, _clock);
        var relay = new RelayContext(
            null!,
            LogId.New(),
            new RelayOptions { HandOverGrace = Grace },
            ReadLevel.Any,
            _clock,
            NullLogger.Instance
        );
        _handOver = new HandOver(relay, _lease, action => action());
    }

    [Fact]
    public void IsDue_NodeServes_Never() => Assert.False(IsDue(after: TimeSpan.FromDays(1), isIdle: true));

    [Fact]
    public async Task IsDue_NodeHasLeft_AfterTheGraceBetweenTransactionsAndAfterTwiceAnyhow()
    {
        await _node.Leave();

        Assert.False(IsDue(after: Grace / 2, isIdle: true));
        Assert.True(IsDue(after: Grace / 2, isIdle: true));
        Assert.False(IsDue(after: TimeSpan.Zero, isIdle: false));
        Assert.True(IsDue(after: Grace, isIdle: false));
    }

    [Fact]
    public async Task IsDue_NodeReturnedWithinTheGrace_StaysUntilItLeavesAgain()
    {
        await _node.Leave();
        _node.Return();

        Assert.False(IsDue(after: Grace, isIdle: true));
        Assert.False(IsDue(after: Grace, isIdle: true));

        await _node.Leave();
        Assert.False(IsDue(after: TimeSpan.Zero, isIdle: true));
        Assert.True(IsDue(after: Grace, isIdle: true));
    }

    public void Dispose()
    {
        _handOver.Dispose();
        _lease.Dispose();
    }

    private bool IsDue(TimeSpan after, bool isIdle)
    {
        _clock.Advance(after);
        return _handOver.IsDue(_clock.GetTimestamp(), isIdle);
    }
}
