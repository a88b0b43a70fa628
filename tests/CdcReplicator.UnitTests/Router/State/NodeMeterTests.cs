using CdcReplicator.Router;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class NodeMeterTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly KnownNode _node;
    private readonly NodeMeter _meter;

    public NodeMeterTests()
    {
        _node = new KnownNode("a", _clock);
        _meter = _node.Meter;
    }

    private long Now => _clock.GetTimestamp();

    [Fact]
    public void Latency_NothingMeasured_IsUnknown() => Assert.True(double.IsNaN(_meter.Latency(Now)));

    [Fact]
    public void Latency_SlowSample_CountsAtOnceAndFadesSlowly()
    {
        Observe(1);
        Observe(101);
        Assert.InRange(_meter.Latency(Now), 0.05, 0.06);

        Observe(1);
        Assert.InRange(_meter.Latency(Now), 0.05, 0.06);

        _clock.Advance(TimeSpan.FromSeconds(3));
        Observe(1);
        Assert.InRange(_meter.Latency(Now), 0.001, 0.005);
    }

    [Fact]
    public void Latency_NoNews_FadesSoThatTheNodeIsTriedAgain()
    {
        Observe(100);

        _clock.Advance(TimeSpan.FromSeconds(17.5));

        Assert.InRange(_meter.Latency(Now), 0, 0.005);
    }

    [Fact]
    public void TryUse_AfterFailures_LetsOneReadTryEachRest()
    {
        Assert.True(_meter.TryUse(Now));
        _meter.Fail(Now);
        Assert.False(_meter.TryUse(Now));

        _clock.Advance(TimeSpan.FromMilliseconds(100));

        Assert.True(_meter.TryUse(Now));
        Assert.False(_meter.TryUse(Now));
    }

    [Fact]
    public void Fail_AgainAndAgain_RestsGrowToFiveSeconds()
    {
        for (var i = 0; i < 20; i++)
        {
            _meter.Fail(Now);
        }

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(_meter.TryUse(Now));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_meter.TryUse(Now));
    }

    [Fact]
    public void Observe_AfterFailures_ForgivesThem()
    {
        _meter.Fail(Now);

        Observe(1);

        Assert.True(_meter.TryUse(Now));
        Assert.Equal(0, _meter.Failures);
    }

    [Fact]
    public void Lease_DisposedTwice_CountsOnce()
    {
        var lease = new NodeLease(_node, _clock);
        Assert.Equal(1, _meter.InFlight);
        _clock.Advance(TimeSpan.FromMilliseconds(20));

        lease.Dispose();
        lease.Dispose();

        Assert.Equal(0, _meter.InFlight);
        Assert.Equal(0.02, _meter.Latency(Now), 3);
    }

    [Fact]
    public void Lease_FailureReported_LeavesTheLatencyAlone()
    {
        var lease = new NodeLease(_node, _clock);

        lease.ReportFailure();
        lease.Dispose();

        Assert.True(double.IsNaN(_meter.Latency(Now)));
        Assert.Equal(1, _meter.Failures);
    }

    [Fact]
    public void Lease_Abandoned_TeachesNothing()
    {
        var lease = new NodeLease(_node, _clock);
        _clock.Advance(TimeSpan.FromMilliseconds(20));

        lease.Abandon();

        Assert.Equal(0, _meter.InFlight);
        Assert.True(double.IsNaN(_meter.Latency(Now)));
        Assert.Equal(0, _meter.Failures);
    }

    [Fact]
    public async Task Lease_NodeLeftAndReturned_HasATokenOfTheNewTerm()
    {
        using var lease = new NodeLease(_node, _clock);
        await _node.Leave();
        Assert.True(lease.NodeLeft.IsCancellationRequested);

        _node.Return();

        Assert.False(lease.NodeLeft.IsCancellationRequested);
    }

    private void Observe(double milliseconds) => _meter.Observe(TimeSpan.FromMilliseconds(milliseconds), Now);
}
