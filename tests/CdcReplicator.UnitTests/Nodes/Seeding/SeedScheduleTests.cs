using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SeedScheduleTests
{
    [Fact]
    public void Next_StepsOfAStage_GoTogetherUnlessTheyLockTheSameTable()
    {
        (long, SeedStep)[] waiting = [(1, Step(2, "a")), (2, Step(2, "b")), (3, Step(3))];

        Assert.Equal(0, SeedSchedule.Next(waiting, []));
        Assert.Equal(1, SeedSchedule.Next(waiting, [Step(2, "a")]));
        Assert.Null(SeedSchedule.Next(waiting, [Step(2, "a", "b")]));
    }

    [Fact]
    public void Next_EarlierStageIsAtWork_Waits()
    {
        Assert.Null(SeedSchedule.Next([(1, Step(2, "a"))], [Step(1)]));
        Assert.Null(SeedSchedule.Next([], [Step(1)]));
    }

    private static SeedStep Step(int stage, params string[] locks) =>
        new(stage, new SeedObject("index", "i"), "CREATE INDEX", locks);
}
