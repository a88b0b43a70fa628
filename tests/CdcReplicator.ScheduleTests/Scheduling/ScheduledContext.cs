namespace CdcReplicator.ScheduleTests;

/// <summary>Makes what follows an await a strand of the schedule.</summary>
internal sealed class ScheduledContext(Schedule schedule) : SynchronizationContext
{
    public override void Post(SendOrPostCallback callback, object? state) => schedule.Post(() => callback(state));

    public override void Send(SendOrPostCallback callback, object? state) => callback(state);

    public override SynchronizationContext CreateCopy() => this;
}
