using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A test that needs PostgreSQL: the shared server (installed, or in a container), or one of its own from the installed
/// programs, to kill and restart.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute(bool ownServer = false)
    {
        OwnServer = ownServer;
        Skip = PostgresAvailability.SkipReason(ownServer);
    }

    public bool OwnServer { get; }
}
