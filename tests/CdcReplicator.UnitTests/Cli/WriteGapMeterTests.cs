using CdcReplicator.Cli;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class WriteGapMeterTests
{
    [Fact]
    public void Acknowledged_LongGap_BelongsToThePhaseItEndedIn()
    {
        var time = new FakeTimeProvider();
        var meter = new WriteGapMeter(time);

        meter.Acknowledged();
        time.Advance(TimeSpan.FromMilliseconds(5));
        meter.Acknowledged();
        time.Advance(TimeSpan.FromMilliseconds(30));
        meter.Enter(WritePhase.NodeDead);
        time.Advance(TimeSpan.FromMilliseconds(10));
        meter.Acknowledged();

        Assert.Equal(5, meter.Longest(WritePhase.Before));
        Assert.Equal(40, meter.Longest(WritePhase.NodeDead));
        Assert.Equal(0, meter.Longest(WritePhase.CatchingUp));
    }
}
