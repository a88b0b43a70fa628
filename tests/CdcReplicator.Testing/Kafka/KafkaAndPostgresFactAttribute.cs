using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A fact that needs Kafka and PostgreSQL's server programs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KafkaAndPostgresFactAttribute : FactAttribute
{
    public KafkaAndPostgresFactAttribute() => Skip = new KafkaFactAttribute().Skip ?? new PostgresFactAttribute().Skip;
}
