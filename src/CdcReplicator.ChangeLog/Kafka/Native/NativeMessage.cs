using System.Runtime.InteropServices;

namespace CdcReplicator.ChangeLog;

/// <summary>librdkafka's <c>rd_kafka_message_t</c>; part of its stable binary interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMessage
{
    /// <summary>0, or why there is no record; then <see cref="Value"/> is a text.</summary>
    public int Error;
    public nint Topic;
    public int Partition;

    /// <summary>Null for a tombstone.</summary>
    public byte* Value;
    public nuint ValueLength;
    public byte* Key;
    public nuint KeyLength;
    public long Offset;
    public nint Private;
}
