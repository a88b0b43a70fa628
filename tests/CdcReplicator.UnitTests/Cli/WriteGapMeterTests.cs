using CdcReplicator.Cli;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class WriteGapMeterTests
{
    [Fact]
    public void Acknowledged_LongGap_BelongsToThePhaseItEndedIn()
    {
        Assert.Equal(new WriteGaps(5, 40, 0), Measured().Report(WriteGapMeter.ExactResolution));
    }

    [Fact]
    public void Report_Resolution_RoundsUp()
    {
        Assert.Equal(new WriteGaps(15, 45, 0), Measured().Report(TimeSpan.FromMilliseconds(15)));
    }

    private static WriteGapMeter Measured()
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
        return meter;
    }
}
