namespace CdcReplicator.ChangeLog;

/// <summary>
/// The time since the machine was started, which no operator and no time server sets: all processes of one start read
/// the same clock. Time of suspension counts.
/// </summary>
internal abstract class MachineClock
{
    /// <summary>This machine's.</summary>
    public static MachineClock System { get; } = new SystemMachineClock();

    /// <summary>Reads it.</summary>
    public abstract MachineTime Read();
}
