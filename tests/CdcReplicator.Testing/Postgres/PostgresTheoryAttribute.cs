using CdcReplicator.LocalServers;
using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A theory that needs PostgreSQL's server programs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() =>
        Skip = ServerRequirement.SkipUnless(PostgresBinaries.Find() is not null, PostgresFactAttribute.Missing);
}
