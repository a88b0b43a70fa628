using System.Reflection;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The client asks every consumed record and every partition for a leader epoch, by functions that librdkafka has since 2.1. For an older one
/// (Debian's 2.0.2) they are replaced by answers that mean "not known", which is what a broker that keeps no epochs would give.
/// </summary>
internal static class LeaderEpochStandIns
{
    /// <summary>A function that is there exactly if none need be replaced.</summary>
    public const string NativeName = "rd_kafka_message_leader_epoch";

    private const int NotKnown = -1;

    /// <summary>Replaces them. Call it after the client has loaded the library.</summary>
    /// <exception cref="MissingFieldException">This version of the client keeps them elsewhere.</exception>
    public static void Install()
    {
        Set("_message_leader_epoch", nameof(Get));
        Set("_topic_partition_get_leader_epoch", nameof(Get));
        Set("_topic_partition_set_leader_epoch", nameof(Ignore));
    }

    private static void Set(string name, string standIn)
    {
        const string typeName = "Confluent.Kafka.Impl.Librdkafka";
        var field =
            typeof(Library).Assembly.GetType(typeName)?.GetField(name, BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new MissingFieldException(typeName, name);
        var method = typeof(LeaderEpochStandIns).GetMethod(standIn, BindingFlags.Static | BindingFlags.NonPublic)!;
        field.SetValue(null, Delegate.CreateDelegate(field.FieldType, method));
    }

    private static int Get(nint native) => NotKnown;

    private static void Ignore(nint native, int epoch) { }
}
