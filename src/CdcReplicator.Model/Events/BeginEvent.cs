namespace CdcReplicator.Model;

/// <summary>Debezium's BEGIN record.</summary>
public sealed record BeginEvent(string Id) : EventContent;
