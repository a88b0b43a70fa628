using CdcReplicator.ChangeLog;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class FetchWatchTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(50);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsStill_HalfTakenAndNothingCame_IsTrueOnce()
    {
        var watch = new FetchWatch(_time);
        Assert.False(watch.IsStill(50_000, 0));

        _time.Advance(Long);

        Assert.False(watch.IsStill(30_000, 20_000));
        Assert.True(watch.IsStill(20_000, 10_000));
        Assert.False(watch.IsStill(19_000, 1_000));
    }

    [Fact]
    public void IsStill_TheAnswerBroughtNothing_IsTrueAgainAtAQuarter()
    {
        var watch = new FetchWatch(_time);
        watch.IsStill(50_000, 0);
        _time.Advance(Long);
        Assert.True(watch.IsStill(20_000, 30_000));

        Assert.True(watch.IsStill(10_000, 10_000));
    }

    [Fact]
    public void IsStill_MessagesKeepComing_IsFalseThoughTheQueueShrinks()
    {
        var watch = new FetchWatch(_time);
        watch.IsStill(50_000, 0);
        for (var queued = 49_000L; queued > 0; queued -= 1_000)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            Assert.False(watch.IsStill(queued, 1_500));
        }
    }

    [Fact]
    public void IsStill_TakenAtOnce_WaitsForTheFetchUnderWay()
    {
        var watch = new FetchWatch(_time);
        watch.IsStill(3_500, 0);
        _time.Advance(TimeSpan.FromMilliseconds(2));

        Assert.False(watch.IsStill(500, 3_000));
    }

    [Fact]
    public void IsStill_FewMessages_IsNeverTrue()
    {
        var watch = new FetchWatch(_time);
        watch.IsStill(400, 0);
        _time.Advance(Long);

        Assert.False(watch.IsStill(0, 400));
    }
}
