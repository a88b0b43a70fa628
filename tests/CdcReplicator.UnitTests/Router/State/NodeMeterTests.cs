using CdcReplicator.Router;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class NodeMeterTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly NodeMeter _meter;

    public NodeMeterTests() => _meter = new NodeMeter(_clock);

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
        var lease = new NodeLease(_meter, _clock, CancellationToken.None);
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
        var lease = new NodeLease(_meter, _clock, CancellationToken.None);

        lease.ReportFailure();
        lease.Dispose();

        Assert.True(double.IsNaN(_meter.Latency(Now)));
        Assert.Equal(1, _meter.Failures);
    }

    private void Observe(double milliseconds) => _meter.Observe(TimeSpan.FromMilliseconds(milliseconds), Now);
}
