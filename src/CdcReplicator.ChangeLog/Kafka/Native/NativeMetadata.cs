using System.Runtime.InteropServices;

namespace CdcReplicator.ChangeLog;

/// <summary>librdkafka's <c>rd_kafka_metadata_t</c>, as far as it is read here.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMetadata
{
    public int BrokerCount;
    public nint Brokers;
    public int TopicCount;
    public NativeTopic* Topics;
}
