namespace CdcReplicator.ReadHistory;

/// <summary>What a process was told, in the order in which it was told.</summary>
public abstract record HistoryEvent;
