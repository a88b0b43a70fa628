using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A theory that needs PostgreSQL: the shared server, installed or in a container.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresAvailability.SkipReason(ownServer: false);
}
