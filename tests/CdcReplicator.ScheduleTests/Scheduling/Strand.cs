namespace CdcReplicator.ScheduleTests;

/// <summary>
/// Something that may run next: a piece of work not begun (<paramref name="Run"/>), or a thread that parked in the
/// middle (<paramref name="Turn"/>).
/// </summary>
/// <param name="Run">What to run.</param>
/// <param name="Turn">What wakes the thread.</param>
/// <param name="Priority">Its rank where ranks decide.</param>
public sealed record Strand(Action? Run, System.Threading.SemaphoreSlim? Turn, double Priority);
