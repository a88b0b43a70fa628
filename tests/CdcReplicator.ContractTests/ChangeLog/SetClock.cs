namespace CdcReplicator.ContractTests;

/// <summary>A wall clock and a machine's clock that a test sets.</summary>
internal sealed class SetClock : TimeProvider
{
    public DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The machine's clock; processes of one machine share it, whatever their wall clocks show.</summary>
    public SetMachineClock Machine { get; init; } = new();

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Time passes on both clocks.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        Machine.Milliseconds += (long)time.TotalMilliseconds;
    }

    /// <summary>The machine is started anew, and the wall clock then shows so much more.</summary>
    public void Reboot(TimeSpan off)
    {
        Now += off;
        Machine.Boot++;
        Machine.Milliseconds = 9000;
    }
}
