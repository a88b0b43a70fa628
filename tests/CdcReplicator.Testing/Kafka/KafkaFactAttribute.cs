using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A test that needs Kafka: any (<c>KAFKA_BOOTSTRAP_SERVERS</c>, <c>KAFKA_HOME</c>, or a container), or Kafka's own
/// programs (<c>KAFKA_HOME</c>) for its tools or for a broker to kill and restart.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KafkaFactAttribute : FactAttribute
{
    public KafkaFactAttribute(bool ownServer = false)
    {
        OwnServer = ownServer;
        Skip = KafkaAvailability.SkipReason(ownServer);
    }

    public bool OwnServer { get; }
}
