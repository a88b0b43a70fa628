namespace CdcReplicator.ScheduleTests;

/// <summary>A run that hangs, goes round in circles or leaves its schedule.</summary>
public sealed class ScheduleException(string message) : Exception(message);
