using CdcReplicator.LocalServers;
using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A fact that needs PostgreSQL's server programs, a JDK (the client is compiled as it starts) and the JDBC driver.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JdbcFactAttribute : FactAttribute
{
    private const string Missing =
        "A JDK with PostgreSQL's JDBC driver is not installed: apt-get install default-jdk-headless "
        + "libpostgresql-jdbc-java.";

    public JdbcFactAttribute() =>
        Skip =
            PostgresAvailability.SkipReason(ownServer: true)
            ?? ServerRequirement.SkipUnless(
                InstalledProgram.Find("javac") is not null && JdbcDriver.Find() is not null,
                Missing
            );
}
