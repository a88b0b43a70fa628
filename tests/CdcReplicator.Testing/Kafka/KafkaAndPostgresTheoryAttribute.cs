using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A theory that needs what <see cref="KafkaAndPostgresFactAttribute"/> says.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KafkaAndPostgresTheoryAttribute : TheoryAttribute
{
    public KafkaAndPostgresTheoryAttribute(bool ownServer = false)
    {
        OwnServer = ownServer;
        Skip = KafkaAvailability.SkipReason(ownServer) ?? PostgresAvailability.SkipReason(ownServer);
    }

    public bool OwnServer { get; }
}
