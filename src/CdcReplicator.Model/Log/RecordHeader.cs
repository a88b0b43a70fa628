namespace CdcReplicator.Model;

/// <summary>A header of a log record. Names may repeat.</summary>
internal readonly record struct RecordHeader(string Name, byte[]? Value);
