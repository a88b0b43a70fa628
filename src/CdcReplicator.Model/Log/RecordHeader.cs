namespace CdcReplicator.Model;

/// <summary>A header of a log record. Names may repeat.</summary>
public readonly record struct RecordHeader(string Name, byte[]? Value);
