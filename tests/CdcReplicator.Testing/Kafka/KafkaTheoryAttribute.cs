using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A theory that needs Kafka: any (<c>KAFKA_BOOTSTRAP_SERVERS</c> or <c>KAFKA_HOME</c>), or one of its own to kill and
/// restart (<c>KAFKA_HOME</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KafkaTheoryAttribute : TheoryAttribute
{
    public KafkaTheoryAttribute(bool ownServer = false)
    {
        OwnServer = ownServer;
        Skip = KafkaAvailability.SkipReason(ownServer);
    }

    public bool OwnServer { get; }
}
