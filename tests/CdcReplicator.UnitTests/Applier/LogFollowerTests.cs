using CdcReplicator.Applier;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class LogFollowerTests
{
    [Fact]
    public void WantsRecords_DuplicatesBehindAnEffect_TakeNoMemory()
    {
        const int RoomForThree = 3000;
        var log = new LogScript().Sdk(1, 1, 1);
        for (var i = 0; i < 20; i++)
        {
            log.Sdk(1, 1, 1);
        }

        var follower = new LogFollower(
            ClusterSettings.NewLog(),
            new ApplierSettings { MaxBytesAhead = RoomForThree },
            new NodeOpening(NodePosition.Origin, [], []),
            new MemorySpool(log),
            new OperatorOrders()
        );
        log.Events.ForEach(logEvent => follower.Take(logEvent));

        Assert.True(follower.HasEffects);
        Assert.True(follower.WantsRecords);
    }
}
