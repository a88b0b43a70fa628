using CdcReplicator.LocalServers;
using Xunit;

namespace CdcReplicator.Testing;

/// <summary>
/// A fact that needs PostgreSQL's server programs and other programs, which are looked for on the PATH.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresToolFactAttribute : FactAttribute
{
    public PostgresToolFactAttribute(params string[] programs)
    {
        var missing = programs.Where(program => InstalledProgram.Find(program) is null).ToList();
        Skip =
            PostgresAvailability.SkipReason(ownServer: true)
            ?? ServerRequirement.SkipUnless(missing.Count == 0, $"Not installed: {string.Join(", ", missing)}.");
    }
}
