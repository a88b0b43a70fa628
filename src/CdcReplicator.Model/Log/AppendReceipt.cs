namespace CdcReplicator.Model;

/// <summary>Where an append landed. Times are the log's append times, milliseconds since the Unix epoch.</summary>
internal readonly record struct AppendReceipt(
    long FirstOffset,
    long FirstAppendTime,
    long LastOffset,
    long LastAppendTime
);
