using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A fact that needs Kafka, as <see cref="KafkaFactAttribute"/> says, and PostgreSQL, as
/// <see cref="PostgresFactAttribute"/> says.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KafkaAndPostgresFactAttribute : FactAttribute
{
    public KafkaAndPostgresFactAttribute(bool ownServer = false)
    {
        OwnServer = ownServer;
        Skip = KafkaAvailability.SkipReason(ownServer) ?? PostgresAvailability.SkipReason(ownServer);
    }

    public bool OwnServer { get; }
}
