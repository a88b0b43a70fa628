using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>The last record this process saw acknowledged, to be found again where it was said to be.</summary>
/// <param name="Offset">Where.</param>
/// <param name="AppendTime">The log's time of it, Unix ms.</param>
/// <param name="Record">Its content.</param>
internal sealed record OwnRecord(long Offset, long AppendTime, RecordToAppend Record)
{
    /// <summary>Whether a record read at that offset is this one.</summary>
    public bool Is(ConsumeResult<byte[]?, byte[]?> read) =>
        read.Offset.Value == Offset
        && read.Message.Timestamp.UnixTimestampMs == AppendTime
        && AreEqual(read.Message.Key, Record.Key)
        && AreEqual(read.Message.Value, Record.Value);

    private static bool AreEqual(byte[]? a, byte[]? b) =>
        a is null ? b is null : b is not null && a.AsSpan().SequenceEqual(b);
}
