namespace CdcReplicator.ScheduleTests;

/// <summary>Ends threads that are still under way when their run is over.</summary>
internal sealed class ScheduleOverException() : Exception("The run is over.");
