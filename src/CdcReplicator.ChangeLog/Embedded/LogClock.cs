namespace CdcReplicator.ChangeLog;

/// <summary>
/// Log time, by what the log itself can vouch for. While one machine runs, it is the machine's clock plus an offset
/// that stands in the log: wrong wall clocks move nothing. The wall clock counts only when a start of a machine is
/// first seen, and then within bounds. Decisions only.
/// </summary>
/// <param name="Boot">The start of a machine that this is for.</param>
/// <param name="Offset">Log time minus machine time, ms.</param>
/// <param name="AdoptedAt">Log time when that start was first seen.</param>
internal readonly record struct LogClock(string Boot, long Offset, long AdoptedAt)
{
    /// <summary>
    /// A clock for a start of a machine that the log has not seen. The wall clock may move log time ahead, because the
    /// machine may have been off. But it may be wrong too. So it moves log time by at most half the publisher expiry,
    /// and by no more than the log has come since it saw the start before. Then log time never runs faster than twice
    /// the time that has passed, whatever clocks show.
    /// </summary>
    /// <param name="newest">The clock that was adopted last; null if there is none.</param>
    /// <param name="lastTime">The newest time in the log; 0 if it has none.</param>
    /// <param name="machine">The machine's clock now.</param>
    /// <param name="wall">The wall clock now, Unix ms.</param>
    /// <param name="publisherExpiry">How long one-time publishers are remembered, ms.</param>
    public static LogClock Adopt(LogClock? newest, long lastTime, MachineTime machine, long wall, long publisherExpiry)
    {
        var time = lastTime == 0 ? wall : lastTime + Step(newest, lastTime, wall, publisherExpiry / 2);
        return new LogClock(machine.Boot, time - machine.Milliseconds, time);
    }

    /// <summary>
    /// The clock with which log time goes on: where another clock or an older program has moved log time ahead, from
    /// there.
    /// </summary>
    public LogClock Following(long lastTime, MachineTime machine) =>
        TimeAt(machine) < lastTime ? this with { Offset = lastTime - machine.Milliseconds } : this;

    /// <summary>Log time at a machine time of the same start.</summary>
    public long TimeAt(MachineTime machine) => machine.Milliseconds + Offset;

    private static long Step(LogClock? newest, long lastTime, long wall, long most)
    {
        var come = newest is { } before ? lastTime - before.AdoptedAt : most;
        return Math.Clamp(wall - lastTime, 0, Math.Max(0, Math.Min(most, come)));
    }
}
