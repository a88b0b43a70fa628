using CdcReplicator.LocalServers;
using Xunit;

namespace CdcReplicator.Testing;

/// <summary>A fact that needs PostgreSQL's server programs, and Node.js with its client <c>pg</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodePostgresFactAttribute : FactAttribute
{
    private const string Missing = "Node.js with its PostgreSQL client is not installed: apt-get install node-pg.";

    public NodePostgresFactAttribute() =>
        Skip =
            PostgresAvailability.SkipReason(ownServer: true)
            ?? ServerRequirement.SkipUnless(
                InstalledProgram.Find("node") is not null && NodeModules.Folders.Any(HasClient),
                Missing
            );

    private static bool HasClient(string folder) => Directory.Exists(Path.Combine(folder, "pg"));
}
