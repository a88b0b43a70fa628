using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A fact that needs Kafka, as <see cref="KafkaFactAttribute"/> says, and PostgreSQL's server programs.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KafkaAndPostgresFactAttribute : FactAttribute
{
    public KafkaAndPostgresFactAttribute(bool ownServer = false)
    {
        OwnServer = ownServer;
        Skip = new KafkaFactAttribute(ownServer).Skip ?? new PostgresFactAttribute().Skip;
    }

    public bool OwnServer { get; }
}
