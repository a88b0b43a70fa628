using CdcReplicator.ChangeLog;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// B7: log time is what the wall clock of the process shows that appends, and retention asks no member.
/// </summary>
internal sealed class RetentionByTheWallClock : PlantedBug
{
    public override EmbeddedLogOptions LogOptions => new() { MemberHoldBytes = 0 };

    public override MachineClock Machine(TimeProvider wall) => new WallClock(wall);

    private sealed class WallClock(TimeProvider wall) : MachineClock
    {
        public override MachineTime Read() => new("wall", wall.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
