using CdcReplicator.LocalServers;
using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A fact that needs PostgreSQL's server programs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    internal const string Missing = "PostgreSQL's server programs are not installed.";

    public PostgresFactAttribute() => Skip = ServerRequirement.SkipUnless(PostgresBinaries.Find() is not null, Missing);
}
