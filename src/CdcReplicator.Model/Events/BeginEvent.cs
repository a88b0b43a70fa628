namespace CdcReplicator.Model;

/// <summary>Debezium's BEGIN record.</summary>
internal sealed record BeginEvent(string Id) : EventContent;
