namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>One process's wall clock, which an operator or a time server sets. Elapsed time is not touched.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _ticks;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
