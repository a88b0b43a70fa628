using System.Runtime.InteropServices;

namespace CdcReplicator.ChangeLog;

/// <summary>librdkafka's <c>rd_kafka_metadata_topic_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTopic
{
    public byte* Name;
    public int PartitionCount;
    public nint Partitions;
    public int Error;
}
