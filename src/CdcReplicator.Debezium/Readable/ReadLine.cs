using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>A line that was read as an event.</summary>
/// <param name="Record">The record to append.</param>
/// <param name="Other">What it says if it is not a row; else null.</param>
internal readonly record struct ReadLine(RecordToAppend Record, EventContent? Other);
